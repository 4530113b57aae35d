import FupanConfig

/// What a partner gave and got: one entry of the ledger of partners.
///
///     - {partner: 邻里书店, gave: 场地两天, in_kind_value: 3000, cost: 800, exposure: 1200, conversions: 45}
package struct Partner: LedgerEntry {
  package static let kind = LedgerKind.partner

  @Parameter("Who it is.") package var partner: String
  @Parameter("What they gave.") package var gave: String?
  @Parameter("What that would have cost.") package var inKindValue: AmountLiteral?
  @Parameter("What they got.") package var got: String?
  @Parameter("What that cost us.") package var cost: AmountLiteral?
  @Parameter("How many people saw us through them.") package var exposure: Int?
  @Parameter("How many bought or joined through them.") package var conversions: Int?
  @Parameter("Who looks after it.") package var owner: String?

  package init() {}

  package var title: String { partner }

  package var lacking: [String] {
    [
      inKindValue == nil ? "in_kind_value" : nil, cost == nil ? "cost" : nil,
      exposure == nil ? "exposure" : nil, conversions == nil ? "conversions" : nil,
    ].compactMap { $0 }
  }
}
