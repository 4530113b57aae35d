import FupanData
import FupanDiagnostics
import FupanPlan

/// Expressions: what can be read can be computed or refused, and can be read again as it is printed.
enum ExpressionFuzzing {
  private static let fields = [
    Field("a", .integer), Field("price", .decimal(scale: 2)), Field("x", .number),
    Field("name", .text), Field("day", .date), Field("at", .timestamp), Field("is_new", .bool),
    Field("tags", .list),
  ]

  static func read(_ bytes: [UInt8]) throws {
    guard bytes.count < 2_000, let text = String(validating: bytes, as: UTF8.self) else { return }
    let schema = Schema(fields)
    let expression: Expression
    do throws(Problems) {
      expression = try ExpressionBinder(schema: schema).bind(ParsedExpression(text))
    } catch {
      _ = DiagnosticRenderer().text(error)
      return
    }
    let printed = expression.description
    do throws(Problems) {
      _ = try ExpressionBinder(schema: schema).bind(ParsedExpression(printed))
    } catch {
      throw FuzzFinding(
        "\(text) prints as \(printed), which cannot be read: \(DiagnosticRenderer().text(error))")
    }
    let batch = Batch(
      schema,
      fields.map { field in
        var builder = ColumnBuilder(field.type)
        builder.appendMissing()
        return builder.finish()
      }, count: 1)
    _ = try? expression.evaluate(batch, EvaluationContext())
  }
}
