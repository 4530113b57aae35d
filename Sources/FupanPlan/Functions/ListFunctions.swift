import FupanData

/// Lists of text, such as the options chosen in a multiple-choice answer.
enum ListFunctions {
  static let all: [Function] = [length, contains, distinct]

  static let length = Function(
    "list_length", .lists, "How many items a list has.", usage: ["list_length(x)"],
    sql: .template("CAST(len({0}) AS {type})"),
    dialects: [.spark: .template("CASE WHEN {0} IS NOT NULL THEN CAST(size({0}) AS {type}) END")],
    resolve: Signature.of([.list], .integer)
  ) { arguments, _, count, _ in
    let column = lists(arguments[0])
    return .integer(
      FixedColumn((0..<count).map { Int64(column.range($0 * arguments[0].step).count) }))
  }

  static let contains = Function(
    "list_contains", .lists, "Whether a text is one of a list's items.",
    usage: ["list_contains(x, item)"], sql: .template("list_contains({0}, {1})"),
    dialects: [.spark: .template("array_contains({0}, {1})")],
    resolve: Signature.of([.list, .text], .bool)
  ) { arguments, _, count, _ in
    let column = lists(arguments[0])
    let wanted = TextLoops.texts(arguments[1])
    return .bool(
      FixedColumn(
        (0..<count).map { row in
          let item = wanted.slice(row * arguments[1].step)
          return column.range(row * arguments[0].step).contains {
            column.items.slice($0).elementsEqual(item)
          }
        }))
  }

  /// `list_distinct(x)`: for plans of our own that go on with one row an item, because engines
  /// differ in the order of what they keep.
  static let distinct = Function(
    "list_distinct", .lists, "The items of a list, each once.", usage: ["list_distinct(x)"],
    isInternal: true, sql: .template("list_distinct({0})"),
    dialects: [.spark: .template("array_distinct({0})")], resolve: Signature.of([.list], .list)
  ) { arguments, _, count, _ in
    let column = lists(arguments[0])
    var result = ListColumn()
    for row in 0..<count {
      var kept: [ArraySlice<UInt8>] = []
      for position in column.range(row * arguments[0].step) {
        let item = column.items.slice(position)
        if !kept.contains(where: { $0.elementsEqual(item) }) { kept.append(item) }
      }
      result.append(kept)
    }
    return .list(result)
  }

  private static func lists(_ vector: Vector) -> ListColumn {
    guard case .list(let column) = vector.column else { preconditionFailure("not a list") }
    return column
  }
}
