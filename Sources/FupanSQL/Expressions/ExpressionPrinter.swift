import FupanData
import FupanDiagnostics
import FupanPlan

/// Writes expressions in a dialect.
///
///     paid_amount - coalesce(refund_amount, 0)
///     ("paid_amount" - coalesce("refund_amount", CAST(0 AS DECIMAL(18, 2))))
struct ExpressionPrinter {
  let dialect: Dialect
  /// The IANA name of the zone in which instants have a day and an hour.
  let zone: String

  /// Why an expression has no SQL.
  struct Refusal: Error {
    let reason: FactValue
  }

  /// The expression's SQL; every part has exactly the type it has natively.
  func sql(_ expression: Expression) throws(Refusal) -> String {
    switch expression.form {
    case .column(let name): return dialect.quoted(name: name)
    case .literal(let value): return dialect.literal(value, expression.type)
    case .cast(let operand):
      return try cast(try sql(operand), from: operand.type, to: expression.type)
    case .conditional(let branches, let otherwise):
      var text = "CASE"
      for branch in branches {
        text += " WHEN \(try sql(branch.condition)) THEN \(try sql(branch.value))"
      }
      if let otherwise { text += " ELSE \(try sql(otherwise))" }
      return text + " END"
    case .call(let name, let arguments):
      guard let function = FunctionCatalog[name] else {
        preconditionFailure("no function \(name)")
      }
      var written: [String] = []
      for argument in arguments { written.append(try sql(argument)) }
      let call = SQLCall(
        arguments, sql: written, result: expression.type,
        local: { dialect.local($0, zone) }, instant: { dialect.instant($0, zone) },
        quoted: { dialect.quoted(text: $0) },
        exact: { dialect.exact($0, dialect.typeName($1)) }, name: dialect.typeName)
      switch function.sql(for: dialect.kind) {
      case .template(let template): return fill(template, call)
      case .custom(let body): return body(call)
      case .none:
        throw Refusal(
          reason: .phrase(en: "\(name) has no SQL", zh: "\(name) 没有对应的 SQL"))
      }
    }
  }

  private func fill(_ template: String, _ call: SQLCall) -> String {
    var result = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      let place = rest[rest.index(after: open)..<close]
      if place == "…" {
        result += call.sql.joined(separator: ", ")
      } else if place == "type" {
        result += dialect.typeName(call.result)
      } else if place.hasSuffix(":local"), let index = Int(place.dropLast(6)) {
        result += call.civil(index)
      } else if let index = Int(place) {
        result += call.sql[index]
      }
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  /// A cast that gives what the native one gives: exact numbers round half away from zero, text is
  /// read strictly, and what does not fit ends the query.
  func cast(_ sql: String, from: DataType, to: DataType) throws(Refusal) -> String {
    let type = dialect.typeName(to)
    switch (from, to) {
    case (.number, .integer):
      // Through a decimal, so that halves go away from zero.
      return "CAST(\(dialect.exact(sql, dialect.typeName(.wideDecimal(scale: 0)))) AS \(type))"
    case (.number, .decimal), (.number, .wideDecimal): return dialect.exact(sql, type)
    case (.decimal, .integer), (.wideDecimal, .integer):
      return "CAST(round(\(sql), 0) AS \(type))"
    case (.date, .timestamp): return dialect.instant("CAST(\(sql) AS \(type))", zone)
    case (.timestamp, .date): return "CAST(\(dialect.local(sql, zone)) AS \(type))"
    case (.timestamp, .text): return "(\(dialect.instantText(sql)))"
    case (.number, .text):
      throw Refusal(
        reason: .phrase(
          en: "engines write floating-point numbers differently", zh: "各引擎书写浮点数的方式不同"))
    case (.text, .integer): return read(sql, "-?[0-9]+", "CAST(\(sql) AS \(type))", to)
    case (.text, .decimal(let scale)), (.text, .wideDecimal(let scale)):
      let fraction = scale == 0 ? "" : "(\\.[0-9]{1,\(scale)})?"
      return read(sql, "-?[0-9]+" + fraction, "CAST(\(sql) AS \(type))", to)
    case (.text, .number):
      return read(
        sql, "-?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?", "CAST(\(sql) AS \(type))", to)
    case (.text, .bool): return read(sql, "true|false", "(\(sql) = 'true')", to)
    case (.text, .date):
      return read(sql, "[0-9]{4}-[0-9]{2}-[0-9]{2}", "CAST(\(sql) AS \(type))", to)
    case (.text, .timestamp):
      return read(
        sql,
        "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})",
        dialect.readInstant(sql), to)
    default: return "CAST(\(sql) AS \(type))"
    }
  }

  private func read(_ sql: String, _ pattern: String, _ value: String, _ type: DataType) -> String {
    let test = dialect.fits(sql, dialect.quoted(text: pattern))
    let misfit = dialect.failure(dialect.quoted(text: "not a \(type)"))
    return "CASE WHEN \(sql) IS NULL THEN NULL WHEN \(test) THEN \(value) ELSE \(misfit) END"
  }
}
