import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// Answers on a scale of whole points: other answers are rejected, never rounded; a missing one is
/// none.
enum ScaleAnswers {
  /// The rows with a check of each column, and the answers as whole numbers.
  ///
  /// - Throws: columns that are unknown, or hold anything but numbers or text.
  static func checked(
    _ names: [ColumnName], _ scale: ClosedRange<Int>, stage: String, in input: Relation,
    _ scope: Scope
  ) throws(Problems) -> (rows: Relation, answers: [Expression]) {
    var found: [Diagnostic] = []
    let fields = names.compactMap { name in
      found.gather { () throws(Problems) in
        let place = name.place ?? scope.origin.place
        let field = try input.binder().field(name.text, at: place)
        guard field.type == .text || field.type.isNumeric else {
          throw Problems(
            Diagnostic(
              .notAnAmount, at: place,
              ["name": .text(field.name), "type": .text(field.type.description)]))
        }
        return field
      }
    }
    if let problems = Problems(found) { throw problems }
    var rows = input
    let texts = fields.filter { $0.type == .text }.map { Conversion($0.name, .integer) }
    if !texts.isEmpty { rows = rows.checked(Check(conversions: texts)) }
    // The rules are stated over the columns' own names, because rejections show them.
    var rules: [Check.Rule] = []
    var answers: [Expression] = []
    for field in fields {
      let column = Expression(rows.schema[field.name] ?? field)
      let rule = try ExpressionBinder(schema: Schema([Field("score", column.type)])).condition(
        ParsedExpression(
          "score is null or (score between \(scale.lowerBound) and \(scale.upperBound) "
            + "and score = floor(score))"))
      rules.append(
        Check.Rule(
          "\(stage): \(field.name) \(scale.lowerBound)…\(scale.upperBound)",
          rule.reading("score", as: column), columns: [field.name], onError: .reject))
      answers.append(column.cast(to: .integer))
    }
    return (rows.checked(Check(rules: rules)), answers)
  }

  /// The points of a scale.
  ///
  /// - Throws: a scale of fewer than four points, where the two best and the two worst overlap, or of
  ///   more than eleven.
  static func scale(
    from lowest: Int, to highest: Int, _ scope: Scope
  ) throws(Problems) -> ClosedRange<Int> {
    guard (3...10).contains(highest - lowest) else {
      throw Problems(
        Diagnostic(
          .scaleOfPoints, at: scope.origin.place,
          ["lowest": .integer(lowest), "highest": .integer(highest)]))
    }
    return lowest...highest
  }
}
