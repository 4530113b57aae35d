import FupanData

/// How many digits decimals show that were read from untyped text.
///
/// Text is read with nine digits after the point, factors with six. What is made of it shows the most
/// that any of its values needs, and two where one would do, so that money reads `1932.50`; whole
/// numbers show none.
///
///     var decimals = ShortDecimals(table.schema)
///     for batch in table.batches { decimals.look(at: batch) }
///     let shown = table.batches.map { decimals.shortened($0) }
struct ShortDecimals {
  private let original: Schema
  /// The digits that each such column needs, by its position.
  private var needed: [(position: Int, scale: Int, digits: Int)] = []

  init(_ schema: Schema) {
    original = schema
    for (position, field) in schema.fields.enumerated() {
      if case .wideDecimal(let scale) = field.type, scale >= 6 {
        needed.append((position, scale, 0))
      }
    }
  }

  /// Whether there are such columns, so that batches have to be looked at.
  var isNeeded: Bool { !needed.isEmpty }

  /// Counts the digits that the values of a batch need.
  mutating func look(at batch: Batch) {
    for index in needed.indices {
      guard case .wideDecimal(let values, let scale) = batch.columns[needed[index].position]
      else { continue }
      var digits = needed[index].digits
      var power = DecimalText.powersOfTen[scale - digits]
      for row in 0..<values.count where digits < scale && values.isValid(row) {
        while !ShortDecimals.divides(power, values.values[row]) {
          digits += 1
          power = DecimalText.powersOfTen[scale - digits]
        }
      }
      needed[index].digits = digits
    }
  }

  /// The fields as they are shown, once all batches were looked at.
  var schema: Schema {
    var fields = original.fields
    for column in needed {
      fields[column.position].type = .wideDecimal(scale: ShortDecimals.shown(column.digits))
    }
    return Schema(fields)
  }

  /// The rows of a batch as they are shown.
  func shortened(_ batch: Batch) -> Batch {
    guard isNeeded else { return batch }
    var columns = batch.columns
    for column in needed {
      guard case .wideDecimal(let values, let from) = columns[column.position] else { continue }
      let scale = ShortDecimals.shown(column.digits)
      let power = DecimalText.powersOfTen[from - scale]
      let shortened = values.values.map { ShortDecimals.quotient($0, power) }
      columns[column.position] = .wideDecimal(
        FixedColumn(shortened, validity: values.validity), scale: scale)
    }
    return Batch(schema, columns, count: batch.count)
  }

  private static func shown(_ digits: Int) -> Int { digits == 1 ? 2 : digits }

  // Nearly all values and powers are small enough for the processor's own division.
  @inline(__always)
  private static func divides(_ power: Int128, _ value: Int128) -> Bool {
    if let value = Int64(exactly: value), let power = Int64(exactly: power) {
      return value % power == 0
    }
    return value % power == 0
  }

  @inline(__always)
  private static func quotient(_ value: Int128, _ power: Int128) -> Int128 {
    if let value = Int64(exactly: value), let power = Int64(exactly: power) {
      return Int128(value / power)
    }
    return value / power
  }
}
