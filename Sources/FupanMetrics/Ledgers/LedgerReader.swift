import FupanConfig
import FupanDiagnostics

/// Reads ledgers from YAML documents, or sheets written like them.
///
/// What an entry is, its settings tell: one with a symptom is an issue, one with a situation a story,
/// and so on by ``LedgerKind``.
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
      for entry in entries { read(entry, into: &ledgers, gathering: &found) }
    }
    found += RunSheetStep.problems(of: ledgers.steps)
    found += Incident.problems(of: ledgers.incidents)
    try Problems.throwIfAny(found)
    return ledgers
  }

  private static func read(
    _ node: Node, into ledgers: inout Ledgers, gathering problems: inout [Diagnostic]
  ) {
    guard let kind = LedgerKind.allCases.first(where: { node[$0.rawValue] != nil }) else {
      problems.append(Diagnostic(.ledgerEntry, at: node.place))
      return
    }
    switch kind {
    case .issue: append(node, to: &ledgers.issues, &ledgers.gaps, &problems)
    case .story: append(node, to: &ledgers.stories, &ledgers.gaps, &problems)
    case .hypothesis: append(node, to: &ledgers.hypotheses, &ledgers.gaps, &problems)
    case .step: append(node, to: &ledgers.steps, &ledgers.gaps, &problems)
    case .duty: append(node, to: &ledgers.duties, &ledgers.gaps, &problems)
    case .incident: append(node, to: &ledgers.incidents, &ledgers.gaps, &problems)
    case .question: append(node, to: &ledgers.questions, &ledgers.gaps, &problems)
    case .competitor: append(node, to: &ledgers.competitors, &ledgers.gaps, &problems)
    case .partner: append(node, to: &ledgers.partners, &ledgers.gaps, &problems)
    }
  }

  private static func append<Entry: LedgerEntry>(
    _ node: Node, to entries: inout [Entry], _ gaps: inout [LedgerGap],
    _ problems: inout [Diagnostic]
  ) {
    let context = DecodingContext(parameter: "ledger")
    guard let entry = Entry(from: node, in: context, gathering: &problems) else { return }
    entries.append(entry)
    let lacking = entry.lacking
    if !lacking.isEmpty {
      gaps.append(
        LedgerGap(kind: Entry.kind, entry: entry.title, lacking: lacking, place: node.place))
    }
  }
}

extension Message {
  static let ledgerEntry = Message(
    "ledger_entry", exit: .config,
    en:
      "an entry is an issue (symptom: …), a story (situation: …), a hypothesis (hypothesis: …), a step (step: …), a duty (duty: …), an incident (incident: …), a question (question: …), a competitor (competitor: …) or a partner (partner: …)",
    zh:
      "每条应是问题（symptom: …）、故事（situation: …）、假设（hypothesis: …）、环节（step: …）、职责（duty: …）、事件（incident: …）、调研问题（question: …）、竞品（competitor: …）或合作方（partner: …）"
  )
  static let ledgerNotAList = Message(
    "ledger_not_a_list", exit: .config, en: "a ledger is a list of entries", zh: "台账应是条目的列表",
    hint: (en: "start each entry with a dash", zh: "每条以短横线开头"))

  /// What can be wrong with ledgers.
  package static let ledgers: [Message] = [
    endsBeforeItBegins, incidentBeforeItOpened, incidentWithoutDay, ledgerEntry, ledgerNotAList,
    timesWithAndWithoutDay,
  ]
}
