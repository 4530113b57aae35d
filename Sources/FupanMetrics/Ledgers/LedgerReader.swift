import FupanConfig
import FupanDiagnostics

/// Reads ledgers from YAML documents, or sheets written like them.
///
/// What an entry is, its settings tell: one with a symptom is an issue, one with a situation a story,
/// one with a hypothesis is that, one with a step is of the run sheet.
package enum LedgerReader {
  /// - Throws: every entry that is none of these, and every setting that does not fit.
  package static func read(_ documents: [Node]) throws(Problems) -> Ledgers {
    var ledgers = Ledgers()
    var found: [Diagnostic] = []
    for document in documents where !document.isNull {
      guard let entries = document.sequence else {
        found.append(Diagnostic(.ledgerNotAList, at: document.place))
        continue
      }
      for entry in entries {
        if entry["symptom"] != nil {
          append(entry, to: &ledgers.issues, gathering: &found)
        } else if entry["situation"] != nil {
          append(entry, to: &ledgers.stories, gathering: &found)
        } else if entry["hypothesis"] != nil {
          append(entry, to: &ledgers.hypotheses, gathering: &found)
        } else if entry["step"] != nil {
          append(entry, to: &ledgers.steps, gathering: &found)
        } else {
          found.append(Diagnostic(.ledgerEntry, at: entry.place))
        }
      }
    }
    found += RunSheetStep.problems(of: ledgers.steps)
    try Problems.throwIfAny(found)
    return ledgers
  }

  private static func append<Entry: Parameterised>(
    _ node: Node, to entries: inout [Entry], gathering problems: inout [Diagnostic]
  ) {
    let context = DecodingContext(parameter: "ledger")
    if let entry = Entry(from: node, in: context, gathering: &problems) { entries.append(entry) }
  }
}

extension Message {
  static let ledgerEntry = Message(
    "ledger_entry", exit: .config,
    en:
      "an entry is an issue (symptom: …), a story (situation: …), a hypothesis (hypothesis: …) or a step (step: …)",
    zh: "每条应是问题（symptom: …）、故事（situation: …）、假设（hypothesis: …）或环节（step: …）")
  static let ledgerNotAList = Message(
    "ledger_not_a_list", exit: .config, en: "a ledger is a list of entries", zh: "台账应是条目的列表",
    hint: (en: "start each entry with a dash", zh: "每条以短横线开头"))

  /// What can be wrong with ledgers.
  package static let ledgers: [Message] = [
    endsBeforeItBegins, ledgerEntry, ledgerNotAList, timesWithAndWithoutDay,
  ]
}
