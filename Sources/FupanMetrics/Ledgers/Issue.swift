import FupanConfig

/// A problem with its causes and what is done about it: one entry of the issues ledger.
package struct Issue: LedgerEntry {
  package static let kind = LedgerKind.issue

  @Parameter("A short stable name.") package var id: String
  @Parameter("The phase it happened in.") package var phase: String?
  @Parameter("What was seen.") package var symptom: String
  @Parameter("The kind of cause: 人, 机, 料, 法, 环 or another word.") package var category: String?
  @Parameter("How often it happened.") package var count: Int?
  @Parameter("What it cost.") package var loss: AmountLiteral?
  @Parameter("Why it happened.") package var why1: String?
  @Parameter("Why that.") package var why2: String?
  @Parameter("Why that.") package var why3: String?
  @Parameter("Why that.") package var why4: String?
  @Parameter("Why that.") package var why5: String?
  @Parameter("The cause at the bottom.") package var rootCause: String?
  @Parameter("What shows that it is the cause.") package var evidence: String?
  @Parameter("Whether somebody has checked that it is the cause.") package var verified: Bool?
  @Parameter("What will be done.") package var improvement: String?
  @Parameter("Who does it.") package var owner: String?
  @Parameter("By when.") package var due: DateLiteral?
  @Parameter("How far it is.") package var status: String?
  @Parameter("The metric that will show whether it worked.") package var checkMetric: String?

  package init() {}

  package var title: String { symptom }

  /// The whys that were answered, in order.
  package var whys: [String] { answers.compactMap { $0 } }

  private var answers: [String?] { [why1, why2, why3, why4, why5] }

  /// The cause as far as it is known: at the bottom, or the last why.
  package var cause: String? { rootCause ?? whys.last }

  package var lacking: [String] {
    var names: [String] = []
    if category == nil { names.append("category") }
    // A chain of whys has no holes, and begins somewhere.
    let deepest = answers.lastIndex { $0 != nil }
    for (index, answer) in answers.enumerated() where answer == nil && index <= (deepest ?? 0) {
      names.append("why\(index + 1)")
    }
    if rootCause == nil { names.append("root_cause") }
    if evidence == nil, verified != true { names.append("evidence") }
    guard improvement != nil else { return names + ["improvement"] }
    if owner == nil { names.append("owner") }
    if due == nil { names.append("due") }
    if checkMetric == nil { names.append("check_metric") }
    return names
  }
}
