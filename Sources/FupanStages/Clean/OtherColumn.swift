import FupanConfig
import FupanDiagnostics

/// A column of another dataset; by default the one of the same name.
///
///     person_id: members
///     sku: {to: products, column: code}
package struct OtherColumn: Parameterised {
  @Parameter("The dataset.", .principal) var to: DatasetName
  @Parameter("Its column, where it has another name.") var column: ColumnName?

  package init() {}
}
