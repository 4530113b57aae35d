import FupanData

/// Lists of text, such as the options chosen in a multiple-choice answer.
enum ListFunctions {
  static let all: [Function] = [length, contains, distinct, item, positions]

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

  /// `list_item(x, n)`: the item at a position counted from 1, for plans of our own that take rows
  /// apart.
  static let item = Function(
    "list_item", .lists, "One item of a list, counted from 1.", usage: ["list_item(x, n)"],
    missing: .handled, isInternal: true,
    sql: .template("CASE WHEN {1} > 0 THEN list_extract({0}, {1}) END"),
    dialects: [
      .spark: .template(
        "CASE WHEN {1} BETWEEN 1 AND size({0}) THEN element_at({0}, CAST({1} AS INT)) END")
    ], resolve: Signature.of([.list, .integer], .text)
  ) { arguments, _, count, _ in
    let column = lists(arguments[0])
    guard case .integer(let positions) = arguments[1].column else {
      preconditionFailure("list_item is resolved to an integer")
    }
    var result = TextColumn()
    for row in 0..<count {
      let range = column.range(row * arguments[0].step)
      let position = positions.values[row * arguments[1].step]
      if arguments[0].isValid(row), arguments[1].isValid(row), position >= 1,
        position <= Int64(range.count)
      {
        result.append(column.items.slice(range.lowerBound + Int(position) - 1))
      } else {
        result.appendMissing()
      }
    }
    return .text(result)
  }

  /// `list_positions(x)`: 1, 2, … up to a list's length as texts, for plans of our own that take rows
  /// apart.
  static let positions = Function(
    "list_positions", .lists, "The positions of a list's items, from 1, as texts.",
    usage: ["list_positions(x)"], isInternal: true,
    sql: .template("list_transform(range(1, len({0}) + 1), i -> CAST(i AS VARCHAR))"),
    dialects: [
      .spark: .template(
        "CASE WHEN size({0}) > 0 THEN transform(sequence(1, size({0})), i -> CAST(i AS STRING)) END"
      )
    ], resolve: Signature.of([.list], .list)
  ) { arguments, _, count, _ in
    let column = lists(arguments[0])
    var result = ListColumn()
    for row in 0..<count {
      let length = column.range(row * arguments[0].step).count
      result.append((0..<length).map { Array(String($0 + 1).utf8)[...] })
    }
    return .list(result)
  }

  private static func lists(_ vector: Vector) -> ListColumn {
    guard case .list(let column) = vector.column else { preconditionFailure("not a list") }
    return column
  }
}
