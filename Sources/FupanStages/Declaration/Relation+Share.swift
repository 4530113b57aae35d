import FupanData
import FupanDiagnostics
import FupanPlan

extension Relation {
  /// Each row's part of the sum of a column, over all rows or those of each group.
  ///
  /// The sum is exact; where it is 0 the part is missing.
  func withShare(
    of column: String, by keys: [String], into name: String
  ) throws(Problems) -> Relation {
    let total = Relation.hiddenName("total", in: schema)
    let summed = try windowed(
      Window(
        partition: keys, order: [], ties: .inputOrder,
        functions: [WindowFunction(total, .sum, of: column)]))
    let parts = [column, total].compactMap { summed.schema[$0] }.map { Expression($0) }
    var share = Projection(
      name, try summed.binder().call("divide", parts, at: builder.place))
    share.field.unit = .ratio
    return try summed.extended([share]).dropping([total])
  }
}
