import FupanData
import FupanDiagnostics

/// Changes the type of a column's values; a value that does not fit is an error of its row.
///
/// Exact numbers round half away from zero where digits are dropped. Text is read strictly as
/// machines write it: `12.50`, `2026-04-24`, `true`.
package enum CastKernel {
  /// Whether values of one type can become the other at all.
  package static func allows(_ from: DataType, _ to: DataType) -> Bool {
    if from == to { return true }
    if from.isNumeric && to.isNumeric { return true }
    switch (from, to) {
    case (.text, .list), (.list, .text): return false
    case (.text, _): return true
    case (_, .text): return true
    case (.date, .timestamp), (.timestamp, .date): return true
    case (.bool, .integer): return true
    default: return false
    }
  }

  static func cast(
    _ column: Column, to type: DataType, _ context: EvaluationContext
  ) throws(EvaluationError) -> Column {
    if column.type == type { return column }
    switch (column, type) {
    case (.integer(let values), .decimal(let scale)):
      return .decimal(try rescaled(values, from: 0, to: scale, type), scale: scale)
    case (.integer(let values), .wideDecimal(let scale)):
      return .wideDecimal(try widened(values, from: 0, to: scale, type), scale: scale)
    case (.decimal(let values, let from), .decimal(let scale)):
      return .decimal(try rescaled(values, from: from, to: scale, type), scale: scale)
    case (.timestamp(let values), .date):
      var days = context.zone.localDays(values.values)
      if let validity = values.validity {
        for row in validity.inverted.rows { days[Int(row)] = 0 }
      }
      return .date(FixedColumn(days, validity: values.validity))
    case (.decimal(let values, let from), .wideDecimal(let scale)):
      return .wideDecimal(try widened(values, from: from, to: scale, type), scale: scale)
    case (.text(let texts), _): return try cast(texts, to: type, context)
    case (.integer(let values), .text): return .text(digits(values))
    default: return try valueByValue(column, to: type, context)
    }
  }

  static func valueByValue(
    _ column: Column, to type: DataType, _ context: EvaluationContext
  ) throws(EvaluationError) -> Column {
    var builder = ColumnBuilder(type)
    for row in 0..<column.count {
      let value = column.value(at: row)
      guard let result = cast(value, to: type, context) else {
        throw misfit(row, type)
      }
      builder.append(result)
    }
    return builder.finish()
  }

  /// One value as another type, or nil where it does not fit.
  package static func cast(
    _ value: Value, to type: DataType, _ context: EvaluationContext
  ) -> Value? {
    switch (value, type) {
    case (.missing, _): return .missing
    case (.bool(let flag), .integer): return .integer(flag ? 1 : 0)
    case (.integer(let number), _) where type.isNumeric:
      return exact(Int128(number), scale: 0, to: type)
    case (.decimal(let unscaled, let scale), _) where type.isNumeric:
      return exact(unscaled, scale: scale, to: type)
    case (.number(let number), .number): return .number(number)
    case (.number(let number), _) where type.isNumeric:
      // Through the shortest decimal text, so that 2.675 rounds as it is written.
      guard let parsed = DecimalText.parse(PlainDigits.string(number).utf8) else { return nil }
      return exact(parsed.unscaled, scale: parsed.scale, to: type)
    case (.date(let day), .timestamp):
      let local = Int64(day) * 86_400_000_000
      return
        (context.zone.instants(ofLocal: local).first
        ?? context.zone.instants(
          ofLocal: local + 3_600_000_000
        ).first).map { .timestamp($0) }
    case (.timestamp(let micros), .date): return .date(context.zone.localDay(micros))
    case (.text(let text), _): return read(text, as: type)
    case (_, .text): return value.text.map { .text($0) }
    default: return value.type == type ? value : nil
    }
  }

  private static func exact(_ unscaled: Int128, scale: Int, to type: DataType) -> Value? {
    switch type {
    case .number: return .number(DecimalText.double(unscaled, scale: scale))
    case .integer:
      return DecimalText.rounded(unscaled, from: scale, to: 0).flatMap(Int64.init(exactly:)).map {
        .integer($0)
      }
    case .decimal(let target):
      return DecimalText.rounded(unscaled, from: scale, to: target).flatMap {
        Int64(exactly: $0) == nil ? nil : .decimal($0, scale: target)
      }
    case .wideDecimal(let target):
      return DecimalText.rounded(unscaled, from: scale, to: target).map {
        .decimal($0, scale: target)
      }
    default: return nil
    }
  }

  private static func read(_ text: String, as type: DataType) -> Value? {
    switch type {
    case .text: return .text(text)
    case .integer:
      guard let (unscaled, scale) = DecimalText.parse(text.utf8), scale == 0 else { return nil }
      return Int64(exactly: unscaled).map { .integer($0) }
    case .decimal(let target), .wideDecimal(let target):
      guard let (unscaled, scale) = DecimalText.parse(text.utf8), scale <= target else {
        return nil
      }
      return exact(unscaled, scale: scale, to: type)
    case .number:
      guard let first = text.utf8.first, first != UInt8(ascii: "+"), let number = Double(text),
        number.isFinite, !text.utf8.contains(where: { $0 == UInt8(ascii: "x") })
      else { return nil }
      return .number(number)
    case .bool: return text == "true" ? .bool(true) : text == "false" ? .bool(false) : nil
    case .date: return CivilDate(text.utf8).map { .date(Int32($0.daysSinceEpoch)) }
    case .timestamp: return InstantText.parse(text.utf8).map { .timestamp($0) }
    case .list: return nil
    }
  }

  private static func rescaled(
    _ column: FixedColumn<Int64>, from: Int, to: Int, _ type: DataType
  ) throws(EvaluationError) -> FixedColumn<Int64> {
    if to >= from, to - from <= 18 {
      let factor = Int64(DecimalText.powersOfTen[to - from])
      var isTooLarge = false
      let result = [Int64](unsafeUninitializedCapacity: column.count) { target, initialized in
        initialized = column.count
        column.values.withUnsafeBufferPointer { values in
          for row in 0..<values.count {
            let (product, overflow) = values[row].multipliedReportingOverflow(by: factor)
            target.initializeElement(at: row, to: product)
            isTooLarge = isTooLarge || overflow
          }
        }
      }
      if isTooLarge,
        let row = column.values.firstIndex(where: {
          $0.multipliedReportingOverflow(by: factor).overflow
        })
      {
        throw misfit(row, type)
      }
      return FixedColumn(result, validity: column.validity)
    }
    var result: [Int64] = []
    result.reserveCapacity(column.count)
    for (row, value) in column.values.enumerated() {
      guard let wide = DecimalText.rounded(Int128(value), from: from, to: to),
        let small = Int64(exactly: wide)
      else { throw misfit(row, type) }
      result.append(small)
    }
    return FixedColumn(result, validity: column.validity)
  }

  private static func widened(
    _ column: FixedColumn<Int64>, from: Int, to: Int, _ type: DataType
  ) throws(EvaluationError) -> FixedColumn<Int128> {
    if to >= from, to - from <= 18 {
      // Two factors of 64 bits always fit into 128.
      let factor = Int128(DecimalText.powersOfTen[to - from])
      let result = column.values.map { Int128($0) &* factor }
      return FixedColumn(result, validity: column.validity)
    }
    var result: [Int128] = []
    result.reserveCapacity(column.count)
    for (row, value) in column.values.enumerated() {
      guard let wide = DecimalText.rounded(Int128(value), from: from, to: to) else {
        throw misfit(row, type)
      }
      result.append(wide)
    }
    return FixedColumn(result, validity: column.validity)
  }

  static func misfit(_ row: Int, _ type: DataType) -> EvaluationError {
    EvaluationError(.castFailed, row: row, facts: [Fact("type", .text(type.description))])
  }
}

/// A floating-point number's shortest digits, without an exponent.
enum PlainDigits {
  static func string(_ number: Double) -> String {
    let text = number.description
    guard let e = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: e)...]) else {
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
    var mantissa = text[..<e]
    let negative = mantissa.hasPrefix("-")
    if negative { mantissa = mantissa.dropFirst() }
    let parts = mantissa.split(separator: ".")
    let fraction = parts.count > 1 && parts[1] != "0" ? String(parts[1]) : ""
    var digits = String(parts[0]) + fraction
    var point = parts[0].count + exponent
    if point <= 0 {
      digits = String(repeating: "0", count: 1 - point) + digits
      point = 1
    }
    if digits.count < point { digits += String(repeating: "0", count: point - digits.count) }
    let split = digits.index(digits.startIndex, offsetBy: point)
    let tail = digits[split...]
    return (negative ? "-" : "") + digits[..<split] + (tail.isEmpty ? "" : "." + tail)
  }
}
