import FupanDiagnostics

/// A part of a workbook, by the file and the name it has there.
struct WorkbookPart: Hashable, Sendable {
  let file: String
  let name: String

  /// A problem of the part, without a place in it.
  func problem(
    _ message: Message, at place: Place? = nil, _ facts: KeyValuePairs<String, FactValue> = [:]
  ) -> Problems {
    var diagnostic = Diagnostic(message, at: place, ["file": .text(file), "part": .text(name)])
    for fact in facts { diagnostic = diagnostic.with(fact.key, fact.value) }
    return Problems(diagnostic)
  }

  /// The part is not as a workbook has it.
  func damaged(_ reason: String) -> Problems {
    problem(.workbookDamaged, ["reason": .text(reason)])
  }
}
