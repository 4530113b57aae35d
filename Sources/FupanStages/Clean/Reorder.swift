import FupanConfig
import FupanDiagnostics
import FupanPlan

/// `reorder`: the same columns in another order.
///
///     - reorder: [order_id, paid_at]
///     - reorder: {columns: [region], after: channel}
package struct Reorder: TransformStage {
  package static let about = StageDescription(
    "reorder", .clean, "Moves columns to the front, or beside another one; all stay.")

  @Parameter("The columns to move, in the order they shall have.", .principal, .nonEmpty)
  var columns: [ColumnName]
  @Parameter("The column they are to stand before.") var before: ColumnName?
  @Parameter("The column they are to stand after.") var after: ColumnName?

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    if before != nil, after != nil {
      throw Problems(
        Diagnostic(
          .chooseOne, at: scope.origin.place, ["first": "before", "second": "after"]))
    }
    let all = try input.names(columns + [before, after].compactMap { $0 })
    let moved = Array(all.prefix(columns.count))
    var rest = input.schema.names.filter { !moved.contains($0) }
    var index = 0
    if let anchor = all.dropFirst(columns.count).first {
      guard let found = rest.firstIndex(of: anchor) else {
        throw Problems(
          Diagnostic(
            .columnBesideItself, at: (before ?? after)?.place, ["name": .text(anchor)]))
      }
      index = before == nil ? found + 1 : found
    }
    rest.insert(contentsOf: moved, at: index)
    return try input.selected(rest)
  }
}

extension Message {
  static let columnBesideItself = Message(
    "column_beside_itself", exit: .config, en: "'{name}' is among the columns to move",
    zh: "“{name}”本身就在要移动的列里", hint: (en: "name a column that stays", zh: "请写一个不移动的列"))
}
