import FupanConfig
import FupanMethods
import FupanMetrics
import FupanReports

/// What partners gave and got, and what came of it.
struct PartnerTable {
  private let scope: ReportScope

  init(_ scope: ReportScope) { self.scope = scope }

  /// Nil where nobody wrote one down; in the order of the ledger, with a total.
  var table: Report.Table? {
    let partners = scope.ledgers.partners
    guard !partners.isEmpty else { return nil }
    let text = scope.text
    let total = text[.allPartners]
    var rows = partners.map { partner in
      row(
        partner.partner, partner.gave, partner.got, partner.inKindValue?.exact, partner.cost?.exact,
        partner.exposure, partner.conversions)
    }
    if partners.count > 1 {
      var sum = row(
        total, nil, nil, sum(partners.map { $0.inKindValue?.exact }),
        sum(partners.map { $0.cost?.exact }), sum(partners.map { $0.exposure }),
        sum(partners.map { $0.conversions }))
      sum.isTotal = true
      rows.append(sum)
    }
    return Report.Table(
      id: "why_partners", title: text[.partners],
      columns: [
        .init("partner", text[.partner], .text), .init("gave", text[.gave], .text),
        .init("got", text[.got], .text), .init("in_kind_value", text[.inKindValue], .money),
        .init("cost", text[.ourCost], .money), .init("return", text[.valueOverCost], .multiple),
        .init("exposure", text[.exposure], .integer),
        .init("conversions", text[.conversions], .integer),
        .init("cost_per_conversion", text[.costPerConversion], .money),
      ], rows: rows, note: text.sentence(.partnerNote))
  }

  private func row(
    _ name: String, _ gave: String?, _ got: String?, _ value: ScaledInteger?,
    _ cost: ScaledInteger?, _ exposure: Int?, _ conversions: Int?
  ) -> Report.Table.Row {
    let money = FigureFormat(unit: scope.document.currency)
    var multiple = Report.Value.missing(.noData)
    if let value, let cost {
      multiple =
        cost.isZero ? .missing(.undefined) : .multiple(value.doubleValue / cost.doubleValue)
    }
    var each = Report.Value.missing(.noData)
    if let cost = cost.flatMap({ Report.ExactNumber($0) }), let conversions {
      each =
        Report.ExactNumber.quotient(cost, Report.ExactNumber(conversions), places: 2)
        .map { .money($0) } ?? .missing(.undefined)
    }
    return Report.Table.Row([
      .text(name), .text(gave ?? ""), .text(got ?? ""),
      value.map { money.value($0) } ?? .missing(.noData),
      cost.map { money.value($0) } ?? .missing(.noData), multiple,
      exposure.map { .integer($0) } ?? .missing(.noData),
      conversions.map { .integer($0) } ?? .missing(.noData), each,
    ])
  }

  /// The sum of what is known of all; nil where it is not known of one, for a part is no total.
  private func sum(_ amounts: [ScaledInteger?]) -> ScaledInteger? {
    amounts.reduce(ScaledInteger(0)) { sum, amount in
      amount.flatMap { sum?.adding($0) }
    }
  }

  private func sum(_ counts: [Int?]) -> Int? {
    counts.reduce(0) { sum, count in count.flatMap { count in sum.map { $0 + count } } }
  }
}

extension SectionPhrase {
  fileprivate static let partners = SectionPhrase("资源整合：合作方", "Partners: what they gave and got")
  fileprivate static let allPartners = SectionPhrase("合计", "Total")
  fileprivate static let partner = SectionPhrase("合作方", "Partner")
  fileprivate static let gave = SectionPhrase("提供", "Gave")
  fileprivate static let got = SectionPhrase("得到", "Got")
  fileprivate static let inKindValue = SectionPhrase("折算价值", "Value in kind")
  fileprivate static let ourCost = SectionPhrase("我方成本", "Cost to us")
  fileprivate static let valueOverCost = SectionPhrase("价值 ÷ 成本", "Value ÷ cost")
  fileprivate static let exposure = SectionPhrase("曝光", "Exposure")
  fileprivate static let conversions = SectionPhrase("转化", "Conversions")
  fileprivate static let costPerConversion = SectionPhrase("单个转化成本", "Cost per conversion")
  fileprivate static let partnerNote = SectionPhrase(
    "折算价值、曝光和转化由团队记录，没有数据可以复核。",
    "Values in kind, exposure and conversions are the team's own record; there is no data to check them by."
  )
}
