import FupanConfig
import FupanDiagnostics
import FupanPlan

/// `parse`: columns of text read as values.
///
///     - parse: {date: date, amount: money}
package struct Parse: TransformStage {
  package static let about = StageDescription(
    "parse", .clean, "Reads columns of text as numbers, money, days, instants or lists.")

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
        let format = try entry.value.format(in: scope)
        if field.type == format.type, format != .text, format != .identifier { return }
        guard field.type == .text else {
          throw Problems(
            Diagnostic(
              .alreadyRead, at: entry.place,
              ["name": .text(field.name), "type": .text(field.type.description)]))
        }
        conversions.append(Conversion(field.name, format, onError: onError))
      }
    }
    if let problems = Problems(found) { throw problems }
    return input.checked(Check(conversions: conversions))
  }
}

extension Message {
  static let alreadyRead = Message(
    "already_read", exit: .config, en: "'{name}' is {type} already", zh: "“{name}”已经是 {type}",
    hint: (en: "use cast in derive to change its type", zh: "要改类型，请在 derive 里用 cast"))
}
