import FupanConfig
import FupanMethods
import FupanMetrics
import FupanReports

/// What was asked already: questions that say the same together, with how often, where and when last.
struct QuestionTable {
  private let scope: ReportScope

  init(_ scope: ReportScope) { self.scope = scope }

  /// Nil where nobody keeps the registry; what was asked most often first.
  var table: Report.Table? {
    let groups = self.groups
    guard !groups.isEmpty else { return nil }
    let text = scope.text
    return Report.Table(
      id: "next_questions", title: text[.questions],
      columns: [
        .init("question", text[.question], .text), .init("asked", text[.asked], .integer),
        .init("surveys", text[.surveys], .text), .init("last_asked", text[.lastAsked], .date),
        .init("answers", text[.answers], .integer), .init("finding", text[.finding], .text),
      ],
      rows: groups.map { group in
        let last = group.enumerated().max { left, right in
          let days = (left.element.askedOn?.daysSince1970, right.element.askedOn?.daysSince1970)
          return (days.0 ?? .min, left.offset) < (days.1 ?? .min, right.offset)
        }?.element
        return Report.Table.Row([
          .text(last?.question ?? ""), .integer(group.count),
          .text(text.list(group.compactMap { $0.survey }.uniqued())),
          last?.askedOn.map { .date($0.civil) } ?? .missing(.noData),
          last?.answers.map { .integer($0) } ?? .missing(.noData),
          .text(group.compactMap { $0.finding }.last ?? ""),
        ])
      }, sortedBy: .init(by: "asked"), note: text.sentence(.questionsNote))
  }

  /// Questions by what they ask, each in the order of the ledger; a question joins the first group
  /// whose first question it resembles.
  private var groups: [[ResearchQuestion]] {
    var groups: [(key: TextFingerprint, questions: [ResearchQuestion])] = []
    for question in scope.ledgers.questions {
      let key = TextFingerprint(question.question)
      if let index = groups.firstIndex(where: { $0.key.resembles(key) }) {
        groups[index].questions.append(question)
      } else {
        groups.append((key, [question]))
      }
    }
    return groups.map { $0.questions }.enumerated().sorted { left, right in
      left.element.count == right.element.count
        ? left.offset < right.offset : left.element.count > right.element.count
    }.map { $0.element }
  }
}

extension SectionPhrase {
  fileprivate static let questions = SectionPhrase("已经问过的问题", "What was asked already")
  fileprivate static let question = SectionPhrase("问题", "Question")
  fileprivate static let asked = SectionPhrase("问过几次", "Times asked")
  fileprivate static let surveys = SectionPhrase("调研", "Surveys")
  fileprivate static let lastAsked = SectionPhrase("最近一次", "Last asked")
  fileprivate static let answers = SectionPhrase("最近回答数", "Answers then")
  fileprivate static let finding = SectionPhrase("结论", "What was learnt")
  fileprivate static let questionsNote = SectionPhrase(
    "问法相近的算同一个问题；再问之前先看上次的回答。",
    "Questions put alike count as one; look at the last answers before asking again.")
}
