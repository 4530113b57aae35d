import FupanConfig
import FupanDiagnostics

/// Reads ledgers from YAML documents, or sheets written like them: issues and stories.
///
/// What a file holds is told by its entries: those with a symptom are issues, those with a
/// situation are stories.
package enum LedgerReader {
  /// - Throws: every entry that is neither, and every setting that does not fit.
  package static func read(_ documents: [Node]) throws(Problems) -> Ledgers {
    var ledgers = Ledgers()
    var found: [Diagnostic] = []
    for document in documents where !document.isNull {
      guard let entries = document.sequence else {
        found.append(Diagnostic(.ledgerNotAList, at: document.place))
        continue
      }
      for entry in entries {
        let context = DecodingContext(parameter: "ledger")
        if entry["symptom"] != nil {
          if let issue = Issue(from: entry, in: context, gathering: &found) {
            ledgers.issues.append(issue)
          }
        } else if entry["situation"] != nil {
          if let story = Story(from: entry, in: context, gathering: &found) {
            ledgers.stories.append(story)
          }
        } else {
          found.append(Diagnostic(.ledgerEntry, at: entry.place))
        }
      }
    }
    if let problems = Problems(found) { throw problems }
    return ledgers
  }
}

extension Message {
  static let ledgerEntry = Message(
    "ledger_entry", exit: .config,
    en: "an entry is an issue (symptom: …) or a story (situation: …)",
    zh: "每条应是问题（symptom: …）或故事（situation: …）")
  static let ledgerNotAList = Message(
    "ledger_not_a_list", exit: .config, en: "a ledger is a list of entries", zh: "台账应是条目的列表",
    hint: (en: "start each entry with a dash", zh: "每条以短横线开头"))

  /// What can be wrong with ledgers.
  package static let ledgers: [Message] = [ledgerEntry, ledgerNotAList]
}
