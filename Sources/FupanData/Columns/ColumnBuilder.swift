/// Builds a column of a declared type value by value.
///
///     var builder = ColumnBuilder(.decimal(scale: 2))
///     builder.append(.decimal(123450, scale: 2))
///     builder.append(.missing)
///     let column = builder.finish()
package struct ColumnBuilder: Sendable {
  package let type: DataType
  private var bools: [Bool] = []
  private var integers: [Int64] = []
  private var wide: [Int128] = []
  private var numbers: [Double] = []
  private var days: [Int32] = []
  private var texts = TextColumn()
  private var lists = ListColumn()
  private var validity: Validity?
  /// How many rows were appended.
  package private(set) var count = 0

  package init(_ type: DataType) { self.type = type }

  package mutating func appendMissing() {
    if validity == nil { validity = Validity(repeating: true, count: count) }
    validity?.append(false)
    count += 1
    switch type {
    case .bool: bools.append(false)
    case .integer, .decimal, .timestamp: integers.append(0)
    case .wideDecimal: wide.append(0)
    case .number: numbers.append(0)
    case .date: days.append(0)
    case .text: texts.appendMissing()
    case .list: lists.appendMissing()
    }
  }

  /// Appends a value of this column's type; decimals are brought to its scale.
  ///
  /// - Precondition: the value has the column's type; whoever builds from user input checks first.
  package mutating func append(_ value: Value) {
    switch (type, value) {
    case (_, .missing):
      appendMissing()
      return
    case (.bool, .bool(let flag)): bools.append(flag)
    case (.integer, .integer(let number)): integers.append(number)
    case (.decimal(let scale), .decimal(let unscaled, let from)):
      guard let rescaled = DecimalText.rescaled(unscaled, from: from, to: scale),
        let small = Int64(exactly: rescaled)
      else { preconditionFailure("a decimal that does not fit its column") }
      integers.append(small)
    case (.decimal(let scale), .integer(let number)):
      guard let rescaled = DecimalText.rescaled(Int128(number), from: 0, to: scale),
        let small = Int64(exactly: rescaled)
      else { preconditionFailure("an integer that does not fit its column") }
      integers.append(small)
    case (.wideDecimal(let scale), .decimal(let unscaled, let from)):
      guard let rescaled = DecimalText.rescaled(unscaled, from: from, to: scale)
      else { preconditionFailure("a decimal that does not fit its column") }
      wide.append(rescaled)
    case (.wideDecimal(let scale), .integer(let number)):
      guard let rescaled = DecimalText.rescaled(Int128(number), from: 0, to: scale)
      else { preconditionFailure("an integer that does not fit its column") }
      wide.append(rescaled)
    case (.number, .number(let number)): numbers.append(number)
    case (.number, .integer(let number)): numbers.append(Double(number))
    case (.number, .decimal(let unscaled, let scale)):
      numbers.append(DecimalText.double(unscaled, scale: scale))
    case (.text, .text(let text)):
      texts.append(text.utf8)
    case (.date, .date(let day)): days.append(day)
    case (.timestamp, .timestamp(let micros)): integers.append(micros)
    case (.list, .list(let items)):
      lists.append(items.map { Array($0.utf8)[...] })
    default: preconditionFailure("a value of another type than its column")
    }
    validity?.append(true)
    count += 1
  }

  /// The column built so far.
  package consuming func finish() -> Column {
    switch type {
    case .bool: return .bool(FixedColumn(bools, validity: validity))
    case .integer: return .integer(FixedColumn(integers, validity: validity))
    case .decimal(let scale):
      return .decimal(FixedColumn(integers, validity: validity), scale: scale)
    case .wideDecimal(let scale):
      return .wideDecimal(FixedColumn(wide, validity: validity), scale: scale)
    case .number: return .number(FixedColumn(numbers, validity: validity))
    case .date: return .date(FixedColumn(days, validity: validity))
    case .timestamp: return .timestamp(FixedColumn(integers, validity: validity))
    case .text: return .text(texts)
    case .list: return .list(lists)
    }
  }
}

extension Column {
  /// A column of `type` with these values; see ``ColumnBuilder/append(_:)``.
  package init(_ type: DataType, _ values: [Value]) {
    var builder = ColumnBuilder(type)
    for value in values { builder.append(value) }
    self = builder.finish()
  }

  /// One value for every row.
  package init(_ type: DataType, repeating value: Value, count: Int) {
    let one = Column(type, [value])
    self = one.gathered(Array(repeating: 0, count: count))
  }
}
