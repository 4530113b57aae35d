import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `split_rows`: one row for each of several things that a row holds side by side.
///
///     - split_rows: [sub_order_id, sku]
///     - split_rows: {columns: [sub_order_id, sku, qty], separator: "|", flag: is_combined}
package struct SplitRows: TransformStage {
  package static let about = StageDescription(
    "split_rows", .clean,
    "Makes one row for each of several things that a row holds side by side, where its columns hold equally many."
  )

  @Parameter(
    "The columns with a value for each thing; all others are repeated and cannot be summed any more.",
    .principal, .nonEmpty)
  var columns: [ColumnName]
  @Parameter("What stands between the values.", .nonEmpty) var separator: String = ";"
  @Parameter(
    "A new column: whether the row stays whole because its columns hold different numbers of values."
  )
  var flag: String = "is_combined"

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    try input.splittingRows(
      try input.textFields(columns), at: separator, flag: flag, place: scope.origin.place)
  }
}

extension Relation {
  /// One row for each value of the fields, where all hold equally many; a missing cell is missing in
  /// each. Other rows stay and are flagged.
  func splittingRows(
    _ fields: [Field], at separator: String, flag: String, place: Place?
  ) throws(Problems) -> Relation {
    guard let first = fields.first else { return self }
    guard schema[flag] == nil else {
      throw Problems(Diagnostic(.newColumnTaken, at: place, ["name": .text(flag)]))
    }
    let mark = Expression.text(separator)
    let one = Expression(literal: .integer(1))
    let no = Expression(literal: .bool(false))
    let binder = binder()
    var counts: [Expression] = []
    for field in fields {
      let list = try binder.call("split", [Expression(field), mark], at: place)
      counts.append(try binder.call("list_length", [list], at: place))
    }
    var isSplit = try binder.call("greater", [counts[0], one], at: place)
    var isMany = try binder.call("coalesce", [isSplit, no], at: place)
    for count in counts.dropFirst() {
      let isEqual = try binder.call("equal", [count, counts[0]], at: place)
      let isMissing = try binder.call("is_missing", [count], at: place)
      let fits = try binder.call("or", [isMissing, isEqual], at: place)
      isSplit = try binder.call("and", [isSplit, fits], at: place)
      let isLonger = try binder.call("greater", [count, one], at: place)
      let isLong = try binder.call("coalesce", [isLonger, no], at: place)
      isMany = try binder.call("or", [isMany, isLong], at: place)
    }
    isSplit = try binder.call("coalesce", [isSplit, no], at: place)
    let isWhole = try binder.call("not", [isSplit], at: place)
    // A row that stays is one part, whatever its columns hold.
    let parted = Expression.when(isSplit, Expression(first), otherwise: .text("1"))
    let positions = try binder.call(
      "list_positions", [try binder.call("split", [parted, mark], at: place)], at: place)
    let part = Relation.hiddenName("part", in: schema)
    let split = Relation.hiddenName("split", in: schema)
    let rows = try extended([
      Projection(flag, try binder.call("and", [isMany, isWhole], at: place)),
      Projection(split, isSplit), Projection(part, positions),
    ]).unnested(Unnest(part, into: part, keepsEmpty: true))
    let inner = rows.binder()
    let position = Expression(Field(part, .text)).cast(to: .integer)
    var projections: [Projection] = []
    for field in rows.schema.fields where field.name != part && field.name != split {
      guard fields.contains(where: { $0.name == field.name }) else {
        var projection = Projection(keeping: field)
        // Repeated amounts would be counted more than once.
        if field.grain == nil, field.name != flag { projection.field.grain = "row of the file" }
        projections.append(projection)
        continue
      }
      let list = try inner.call("split", [Expression(field), mark], at: place)
      let item = try inner.call("list_item", [list, position], at: place)
      let value = Expression.when(
        Expression(Field(split, .bool)), try inner.call("trim", [item], at: place),
        otherwise: Expression(field))
      var projection = Projection(field.name, value)
      projection.field = field
      projections.append(projection)
    }
    return try rows.projected(projections)
  }
}
