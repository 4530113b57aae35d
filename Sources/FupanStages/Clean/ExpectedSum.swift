import FupanConfig
import FupanDiagnostics

/// What a column should add up to: an amount, or the sum of another dataset's column.
///
///     net_paid: 12345.67
///     net_paid: {to: ledger, column: amount, within: 0.05}
package struct ExpectedSum: Parameterised {
  @Parameter("An amount, or a dataset.", .principal) var to: Located<String>
  @Parameter("The dataset's column, where it has another name.") var column: ColumnName?
  @Parameter("How much the sums may differ.") var within: AmountLiteral?

  /// The amount, or nil where a dataset is named.
  var amount: DecimalLiteral? { AmountLiteral(to.value)?.decimal }
  /// The dataset, or nil where it is an amount.
  var dataset: DatasetName? { amount == nil ? DatasetName(to.value, at: to.place) : nil }

  package init() {}
}
