import FupanConfig
import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPlan

/// A cell of a test's rows: text of the document as a value of a column's type.
enum ExampleCell {
  /// - Parameter zone: the zone of instants without one.
  /// - Throws: text that is none of the type.
  static func value(
    _ node: Node, as field: Field, in zone: TimeZoneRules
  ) throws(Problems) -> Value {
    if node.isNull { return .missing }
    let read: Value?
    switch (field.type, node.content) {
    case (.list, .sequence(let items)): read = .list(items.compactMap { $0.scalar })
    case (.timestamp, .scalar(let text)): read = instant(text, in: zone)
    case (_, .scalar(let text)):
      read = CastKernel.cast(.text(text), to: field.type, EvaluationContext(zone: zone))
    default: read = nil
    }
    guard let read else {
      throw Problems(
        Diagnostic(
          .testValue, at: node.place,
          [
            "column": .text(field.name), "text": .text(node.written),
            "type": .text(field.type.description),
          ]))
    }
    return read
  }

  private static func instant(_ text: String, in zone: TimeZoneRules) -> Value? {
    guard let reader = try? ValueReader(.timestamp([.yearFirst], zone: zone.identifier)) else {
      return nil
    }
    var builder = ColumnBuilder(.text)
    builder.append(.text(text))
    guard case .text(let column) = builder.finish() else { return nil }
    let result = reader.convert(column)
    return result.failures.isEmpty ? result.column.value(at: 0) : nil
  }

  /// Whether a value is what was written; a floating-point number to the digits written.
  static func isEqual(_ value: Value, _ expected: Value, written node: Node) -> Bool {
    guard case .number(let number) = value, case .number(let wanted) = expected else {
      return value == expected
    }
    let digits = node.scalar?.split(separator: ".").dropFirst().first?.count ?? 0
    var half = 0.5
    for _ in 0..<digits { half /= 10 }
    return abs(number - wanted) <= half * (1 + 1e-9)
  }

  /// A value as a test shows it, instants on the clock of the zone.
  static func text(_ value: Value, in zone: TimeZoneRules) -> String {
    switch value {
    case .missing: "~"
    case .timestamp(let instant): LocalTimestamp.text(instant, in: zone)
    default: value.text ?? "~"
    }
  }
}
