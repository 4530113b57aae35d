import FupanConfig
import FupanDiagnostics
import FupanPlan

/// `parse`: columns of text read as values.
///
///     - parse: {date: date, amount: money}
///     - parse:
///         views: {as: integer, lower_bound: views_at_least}
///         q3: {as: integer, codes: {"-3": skipped, "-2": empty}, reason: q3_missing}
package struct Parse: TransformStage {
  package static let about = StageDescription(
    "parse", .clean, "Reads columns of text as numbers, money, days, instants, phones or lists.")

  @Parameter("Columns and how each is read.", .principal, .nonEmpty)
  var columns: OrderedMap<ColumnFormat>
  @Parameter("What happens to a row with a cell that cannot be read.") var onError: OnError =
    .reject

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    var conversions: [Conversion] = []
    for entry in columns.entries {
      found.gather { () throws(Problems) in
        let field = try input.binder().field(entry.name, at: entry.place)
        let conversion = try entry.value.conversion(of: field.name, onError: onError, in: scope)
        let isText = conversion.format.type == .text
        if field.type == conversion.format.type, !isText, conversion.companions.isEmpty { return }
        guard field.type == .text else {
          throw Problems(
            Diagnostic(
              .alreadyRead, at: entry.place,
              ["name": .text(field.name), "type": .text(field.type.description)]))
        }
        conversions.append(conversion)
      }
    }
    if let problems = Problems(found) { throw problems }
    return try input.converted(by: conversions, at: scope.origin.place)
  }
}

extension Message {
  static let alreadyRead = Message(
    "already_read", exit: .config, en: "'{name}' is {type} already", zh: "“{name}”已经是 {type}",
    hint: (en: "use cast in derive to change its type", zh: "要改类型，请在 derive 里用 cast"))
}
