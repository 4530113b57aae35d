import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// The smallest and the largest value that is expected, either of which may be left out.
///
///     net_paid: 0..100000
///     paid_at: 2026-04-10..2026-04-24
///     rows: {min: 1}
package struct ValueBounds: Parameterised {
  @Parameter("Both ends, such as 0..1000; one may be left out, and one value is both.", .principal)
  var between: Located<String>?
  @Parameter("The smallest value.") var min: Located<String>?
  @Parameter("The largest value.") var max: Located<String>?

  package init() {}

  /// The ends as they were written.
  var ends: (min: Located<String>?, max: Located<String>?) {
    guard let between else { return (min, max) }
    func end(_ text: Substring) -> Located<String>? {
      text.isEmpty ? nil : Located(String(text), at: between.place)
    }
    guard let dots = between.value.firstRange(of: "..") else { return (between, between) }
    return (
      end(between.value[..<dots.lowerBound]) ?? min, end(between.value[dots.upperBound...]) ?? max
    )
  }

  /// The bounds in words: `0..1000`, `1..`.
  var described: String {
    let ends = ends
    if let min = ends.min, min.value == ends.max?.value { return min.value }
    return "\(ends.min?.value ?? "")..\(ends.max?.value ?? "")"
  }

  /// A bound as a number: `60万`, `8%`, `12.50`.
  static func number(_ text: String) -> DecimalLiteral? {
    Percentage(text)?.fraction ?? AmountLiteral(text)?.decimal
  }

  /// The bounds as whole numbers.
  ///
  /// - Throws: a bound that is none.
  func counts() throws(Problems) -> (min: Int?, max: Int?) {
    var found: [Diagnostic] = []
    let ends = ends
    let numbers = [ends.min, ends.max].map { end -> Int? in
      guard let end else { return nil }
      guard let number = ValueBounds.number(end.value)?.scaled(byPowerOfTen: 0), number.scale == 0
      else {
        found.append(ValueBounds.misfit(end, "row_count", .integer))
        return nil
      }
      return Int(number.units)
    }
    if let problems = Problems(found) { throw problems }
    return (numbers[0], numbers[1])
  }

  /// The condition that a column lies within the bounds; a missing value does.
  func condition(
    _ field: Field, in rows: Relation, _ scope: Scope
  ) throws(Problems) -> Expression {
    var column = Expression(field)
    let ends = [ends.min, ends.max].compactMap { $0 }
    let areDays = !ends.isEmpty && ends.allSatisfy { DateLiteral($0.value) != nil }
    switch field.type {
    case .timestamp where areDays:
      _ = try scope.requiredZone()
      column = column.cast(to: .date)
    case .text where scope.readsText:
      column = column.cast(to: areDays ? .date : .wideDecimal(scale: 9))
    default: break
    }
    let type = column.type
    let binder = rows.binder()
    var condition: Expression?
    var found: [Diagnostic] = []
    for (end, test) in [(self.ends.min, "greater_or_equal"), (self.ends.max, "less_or_equal")] {
      guard let end else { continue }
      guard let value = ValueBounds.value(end.value, of: type) else {
        found.append(ValueBounds.misfit(end, field.name, field.type))
        continue
      }
      let part = try binder.call(test, [column, Expression(literal: value)], at: end.place)
      condition =
        try condition.map { known throws(Problems) in
          try binder.call("and", [known, part], at: end.place)
        } ?? part
    }
    if let problems = Problems(found) { throw problems }
    let isMissing = try binder.call("is_missing", [Expression(field)], at: nil)
    return try binder.call(
      "or", [isMissing, condition ?? Expression(literal: .bool(true))], at: nil)
  }

  private static func value(_ text: String, of type: DataType) -> Value? {
    if type.isNumeric {
      return number(text).map { .decimal(Int128($0.units), scale: $0.scale) }
    }
    switch type {
    case .date, .timestamp: return CastKernel.cast(.text(text), to: type, EvaluationContext())
    case .text: return .text(text)
    default: return nil
    }
  }

  private static func misfit(
    _ end: Located<String>, _ name: String, _ type: DataType
  ) -> Diagnostic {
    Diagnostic(
      .valueDoesNotFit, at: end.place,
      ["text": .text(end.value), "name": .text(name), "type": .text(type.description)])
  }
}
