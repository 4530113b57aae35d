import FupanConfig
import FupanMetrics
import FupanReports

/// What competitors offered, with how much a buyer can save at most.
struct CompetitorTable {
  private let scope: ReportScope

  init(_ scope: ReportScope) { self.scope = scope }

  /// Nil where nobody wrote one down; the deepest offer first.
  var table: Report.Table? {
    let offers = scope.ledgers.competitors
    guard !offers.isEmpty else { return nil }
    let text = scope.text
    let money = FigureFormat(unit: scope.document.currency)
    func amount(_ literal: AmountLiteral?) -> Report.Value {
      literal.map { money.value($0.exact) } ?? .missing(.notApplicable)
    }
    let ordered = offers.enumerated().sorted { left, right in
      let depths = (depth(left.element).plotted ?? -1, depth(right.element).plotted ?? -1)
      return depths.0 == depths.1 ? left.offset < right.offset : depths.0 > depths.1
    }
    return Report.Table(
      id: "why_competitors", title: text[.competitors],
      columns: [
        .init("competitor", text[.competitor], .text), .init("offer", text[.offer], .text),
        .init("list_price", text[.listPrice], .money), .init("price", text[.price], .money),
        .init("threshold", text[.threshold], .money),
        .init("reduction", text[.reduction], .money), .init("depth", text[.depth], .ratio),
        .init("audience", text[.audience], .text), .init("source", text[.source], .text),
        .init("as_of", text[.seenOn], .date),
      ],
      rows: ordered.map { $0.element }.map { offer in
        Report.Table.Row([
          .text(offer.competitor), .text(offer.offer ?? ""), amount(offer.listPrice),
          amount(offer.price), amount(offer.threshold), amount(offer.reduction), depth(offer),
          .text(offer.audience ?? ""), .text(offer.source ?? ""),
          offer.asOf.map { .date($0.civil) } ?? .missing(.noData),
        ])
      }, sortedBy: .init(by: "depth"), note: text.sentence(.depthNote))
  }

  private func depth(_ offer: CompetitorOffer) -> Report.Value {
    guard let depth = offer.depth, let saved = Report.ExactNumber(depth.saved),
      let whole = Report.ExactNumber(depth.of)
    else { return .missing(.noData) }
    return .share(saved, of: whole)
  }
}

extension SectionPhrase {
  fileprivate static let competitors = SectionPhrase("竞品的促销", "What competitors offered")
  fileprivate static let competitor = SectionPhrase("竞品", "Competitor")
  fileprivate static let offer = SectionPhrase("促销", "Offer")
  fileprivate static let listPrice = SectionPhrase("原价", "List price")
  fileprivate static let price = SectionPhrase("促销价", "Price")
  fileprivate static let threshold = SectionPhrase("门槛", "Threshold")
  fileprivate static let reduction = SectionPhrase("减免", "Reduction")
  fileprivate static let depth = SectionPhrase("最大力度", "Depth at most")
  fileprivate static let audience = SectionPhrase("对象", "For")
  fileprivate static let source = SectionPhrase("来源", "Source")
  fileprivate static let seenOn = SectionPhrase("日期", "Seen on")
  fileprivate static let depthNote = SectionPhrase(
    "最大力度：直降为（原价 − 促销价）÷ 原价，满减为减免 ÷ 门槛；买得更多，满减的力度更小。",
    "Depth at most: (list price − price) ÷ list price, or reduction ÷ threshold; who buys more saves a smaller share by the latter."
  )
}
