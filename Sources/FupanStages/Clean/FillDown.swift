import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `fill_down`: missing values filled with the nearest earlier one, as in sheets with merged cells.
///
///     - fill_down: {columns: [region], by: store, order: day}
///     - fill_down: {columns: [region], ties: input_order}
package struct FillDown: TransformStage {
  package static let about = StageDescription(
    "fill_down", .clean, "Fills missing values with the nearest earlier one.")

  @Parameter("Columns to fill.", .principal, .nonEmpty) var columns: [ColumnName]
  @Parameter("Start again for each combination of these columns.") var by: [ColumnName] = []
  @Parameter("What 'earlier' means: the columns to order rows by.") var order: [ColumnName] = []
  @Parameter("What happens where rows are equal in the order; input_order takes the file's.")
  var ties: TiePolicy = .error

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    if order.isEmpty && ties == .error {
      throw Problems(Diagnostic(.earlierNeedsOrder, at: scope.origin.place))
    }
    let all = try input.names(columns + by + order)
    let keys = Array(all[columns.count..<columns.count + by.count])
    var prepared = PreparedRows(rows: input)
    let order = try prepared.order(self.order, in: scope)
    let filled = try prepared.rows.fillingDown(
      Array(all.prefix(columns.count)), by: keys, order: order, ties: ties)
    return prepared.hidden.isEmpty ? filled : try filled.dropping(prepared.hidden)
  }
}

extension Message {
  static let earlierNeedsOrder = Message(
    "earlier_needs_order", exit: .config,
    en: "what is earlier depends on an order, and none is given",
    zh: "“之前”取决于顺序，但没有给出顺序",
    hint: (
      en: "add order: COLUMN, or ties: input_order to take the rows as they were read",
      zh: "请写 order: 列名，或 ties: input_order 以按读入的顺序"
    ))
}
