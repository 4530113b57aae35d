import Foundation
import FupanData
import FupanDiagnostics
import FupanPlan

/// One line of a file of function cases: `round(2.5) => 3`.
package struct FunctionCase: Sendable, CustomStringConvertible {
  /// The function whose file it stands in.
  package let function: String
  package let expression: String
  /// The value as ``spelling(of:)`` writes it, or `error: code`.
  package let expected: String
  package let line: Int

  package var description: String { "\(function).cases:\(line): \(expression)" }

  /// The folder of all cases.
  package static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Cases")

  /// The zone in which instants of the cases have a day and an hour.
  package static let zone = TimeZoneRules(identifier: "Asia/Shanghai") ?? .utc

  /// The names of the functions that have a file, sorted.
  package static func functions() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "functions").path)
      .filter { $0.hasSuffix(".cases") }.map { String($0.dropLast(6)) }.sorted()
  }

  /// The cases of one function; lines that start with `#` and empty ones are skipped.
  package static func all(of function: String) throws -> [FunctionCase] {
    let file = folder.appending(path: "functions/\(function).cases")
    return SourceFile(
      name: file.lastPathComponent, text: try String(contentsOf: file, encoding: .utf8)
    ).lines.enumerated().compactMap { index, line in
      guard !line.isEmpty, !line.hasPrefix("#"), let arrow = line.range(of: " => ") else {
        return nil
      }
      return FunctionCase(
        function: function, expression: String(line[..<arrow.lowerBound]),
        expected: String(line[arrow.upperBound...]), line: index + 1)
    }
  }

  /// A value as a case writes it.
  package static func spelling(of value: Value) -> String {
    switch value {
    case .missing: "missing"
    case .text(let text): "'\(text)'"
    case .date: "date '\(value.text ?? "")'"
    case .timestamp: "timestamp '\(value.text ?? "")'"
    default: value.text ?? "missing"
    }
  }

  /// The expression over no columns.
  package func bound() throws(Problems) -> FupanPlan.Expression {
    try ExpressionBinder(schema: Schema([])).bind(ParsedExpression(expression))
  }

  /// The same call over columns: a batch of three rows whose middle one is missing everywhere, and
  /// the expression that reads it. Nil where the arguments have to be literals.
  package func overColumns() throws -> (batch: Batch, expression: FupanPlan.Expression)? {
    let bound = try bound()
    guard case .call(let name, let arguments) = bound.form, let function = FunctionCatalog[name]
    else { return nil }
    var fields: [Field] = []
    var columns: [Column] = []
    var replaced = arguments
    for (index, argument) in arguments.enumerated() {
      var types = arguments.map { Function.Argument(type: $0.type, literal: $0.literal) }
      types[index] = Function.Argument(type: argument.type, literal: nil)
      guard argument.columns.isEmpty, function.resolve(types)?.result == bound.type else {
        continue
      }
      let one = Batch(Schema([]), [], count: 1)
      let value = try argument.evaluate(one, EvaluationContext(zone: FunctionCase.zone))
        .value(at: 0)
      let field = Field("argument\(index)", argument.type)
      fields.append(field)
      columns.append(Column(argument.type, [value, .missing, value]))
      replaced[index] = FupanPlan.Expression(field)
    }
    guard !fields.isEmpty else { return nil }
    return (
      Batch(Schema(fields), columns, count: 3),
      FupanPlan.Expression(.call(name, replaced), type: bound.type)
    )
  }
}
