extension DiagnosticRenderer {
  /// The form for programs: one JSON object on one line, without a line end.
  ///
  /// Keys, in this order: `code`, `severity`, `message`, `file`, `line`, `column`, `record` and
  /// `byte_offset` (where facts of those names are integers), `facts`, `hint`, `notes`; what is not
  /// known is left out.
  package func jsonLine(_ diagnostic: Diagnostic) -> String {
    var fields = [
      ("code", JSONText.string(diagnostic.code)),
      ("severity", JSONText.string(diagnostic.severity.rawValue)),
      ("message", JSONText.string(diagnostic.message.text(in: language, with: diagnostic.facts))),
    ]
    fields += place(diagnostic.place)
    var facts: [(String, String)] = []
    for fact in diagnostic.facts {
      if case .integer(let number) = fact.value, ["record", "byte_offset"].contains(fact.name) {
        fields.append((fact.name, String(number)))
      } else {
        facts.append((fact.name, json(fact.value)))
      }
    }
    if !facts.isEmpty { fields.append(("facts", JSONText.object(facts))) }
    if let hint = diagnostic.message.hint(in: language, with: diagnostic.facts) {
      fields.append(("hint", JSONText.string(hint)))
    }
    if !diagnostic.notes.isEmpty {
      let notes = diagnostic.notes.map { note in
        let text = note.message.text(in: language, with: note.facts)
        return JSONText.object([("message", JSONText.string(text))] + place(note.place))
      }
      fields.append(("notes", JSONText.array(notes)))
    }
    return JSONText.object(fields)
  }

  private func place(_ place: Place?) -> [(String, String)] {
    guard let place else { return [] }
    var fields = [
      ("file", JSONText.string(place.file)), ("line", String(place.line)),
      ("column", String(place.column)),
    ]
    if let cell = place.cell { fields.append(("cell", JSONText.string(cell))) }
    return fields
  }

  private func json(_ value: FactValue) -> String {
    switch value {
    case .text(let text): JSONText.string(text)
    case .integer(let number): String(number)
    case .list(let items): JSONText.array(items.map { JSONText.string($0) })
    case .suggestion(let name): JSONText.string(name)
    case .phrase: JSONText.string(value.text(in: language))
    }
  }
}
