import FupanConfig
import FupanMethods

/// What a competitor offered: one entry of the table of competitors.
///
///     - {competitor: 邻里优选, offer: 新人 0.99 元鸡蛋, list_price: 9.9, price: 0.99, as_of: 2026-04-12}
///     - {competitor: 多多社区, offer: 满30减15, threshold: 30, reduction: 15}
package struct CompetitorOffer: LedgerEntry {
  package static let kind = LedgerKind.competitor

  @Parameter("Who offers it.") package var competitor: String
  @Parameter("What is offered, in their words.") package var offer: String?
  @Parameter("What it costs otherwise.") package var listPrice: AmountLiteral?
  @Parameter("What it costs in the offer.") package var price: AmountLiteral?
  @Parameter("How much has to be bought for a reduction.") package var threshold: AmountLiteral?
  @Parameter("The reduction.") package var reduction: AmountLiteral?
  @Parameter("Whom it is for.") package var audience: String?
  @Parameter("Where it was seen.") package var source: String?
  @Parameter("When it was seen.") package var asOf: DateLiteral?

  package init() {}

  package var title: String { offer.map { "\(competitor) \($0)" } ?? competitor }

  /// What is given and of how much: list price less price of the list price, or the reduction of
  /// what has to be bought for it. Nil where neither is known.
  ///
  /// So that offers of both kinds stand beside each other, each is the most that a buyer can save.
  package var depth: (saved: ScaledInteger, of: ScaledInteger)? {
    if let list = listPrice?.exact, let price = price?.exact, 0 < list,
      let saved = list.subtracting(price)
    {
      return (saved, list)
    }
    if let threshold = threshold?.exact, let reduction = reduction?.exact, 0 < threshold {
      return (reduction, threshold)
    }
    return nil
  }

  package var lacking: [String] {
    [
      offer == nil ? "offer" : nil, depth == nil ? "price" : nil, source == nil ? "source" : nil,
      asOf == nil ? "as_of" : nil,
    ].compactMap { $0 }
  }
}
