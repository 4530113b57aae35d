import FupanConfig
import FupanDiagnostics

/// Rows of a profile that hold several things side by side, such as the sub-orders of an order.
package struct ProfileSplit: Parameterised {
  @Parameter("The columns with a value for each thing.", .principal, .nonEmpty)
  package var columns: [ColumnName]
  @Parameter("What stands between the values.", .nonEmpty) package var separator: String = ";"
  @Parameter("A new column: whether a row stays whole because its columns do not fit.")
  package var flag: String = "is_combined"

  package init() {}
}
