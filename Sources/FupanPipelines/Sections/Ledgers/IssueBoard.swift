import FupanConfig
import FupanMethods
import FupanMetrics
import FupanReports

/// The problems of a campaign: their causes along a fishbone, what weighs most, and each with its
/// data, its whys and what is done about it.
struct IssueBoard {
  private let scope: ReportScope
  private let figures: LedgerFigures
  private let text: SectionText
  private let issues: [Issue]

  init(_ scope: ReportScope, _ figures: LedgerFigures) {
    self.scope = scope
    self.figures = figures
    text = scope.text
    issues = scope.ledgers.issues
  }

  func blocks(_ results: ReportResults, _ book: inout ReceiptBook) -> [Report.Block] {
    guard !issues.isEmpty else { return [] }
    var blocks: [Report.Block] = [.heading(text[.problems])]
    if let fishbone { blocks.append(.chart(fishbone)) }
    if let pareto { blocks.append(.table(pareto)) }
    blocks.append(
      .ledger(
        .improvements(issues.map { LedgerText.improvement($0, scope, figures, results, &book) })))
    return blocks
  }

  /// Causes by category: a bone for each in the order they are written first. A single problem needs
  /// no picture.
  private var fishbone: Report.Chart? {
    guard issues.count > 1 else { return nil }
    let unnamed = text[.noCategory]
    let categories = issues.map { $0.category ?? unnamed }.uniqued()
    let bones = categories.map { category in
      Report.Chart.Fishbone.Bone(
        category,
        issues.filter { ($0.category ?? unnamed) == category }.map { $0.cause ?? $0.symptom })
    }
    let counts = bones.map { text.label($0.category, remark: String($0.causes.count)) }
    return Report.Chart(
      id: "why_fishbone",
      title: text(.causesByCategory, ["categories": text.list(counts)]),
      unit: .count, alt: text(.fishboneAlt, ["categories": text.list(counts)]),
      .fishbone(.init(effect: text[.wentWrong], bones: bones)))
  }

  /// What each problem cost, the dearest first; how often each happened where no cost is known.
  private var pareto: Report.Table? {
    let losses = issues.compactMap { $0.loss?.exact }
    let isMoney = !losses.isEmpty
    let weights = issues.map { issue in
      isMoney ? issue.loss?.exact ?? 0 : ScaledInteger(issue.count ?? 0)
    }
    guard issues.count > 1, let pareto = Pareto(weights),
      let whole = Report.ExactNumber(pareto.total)
    else { return nil }
    let format = FigureFormat(unit: isMoney ? scope.document.currency : "count")
    let rows = pareto.rows.filter { !$0.weight.isZero }.map { row -> Report.Table.Row in
      func share(_ part: ScaledInteger) -> Report.Value {
        Report.ExactNumber(part).map { .share($0, of: whole) } ?? .missing(.undefined)
      }
      let issue = issues[row.index]
      return Report.Table.Row([
        .text(issue.symptom), .text(issue.category ?? ""), format.value(row.weight),
        share(row.weight), share(row.running),
      ])
    }
    let known = rows.count
    var note = Report.Sentence([])
    if pareto.vitalFew < known {
      note = text.sentence(
        .vitalFew,
        [
          "few": .value(.integer(pareto.vitalFew), receipt: nil),
          "all": .value(.integer(known), receipt: nil),
        ])
    }
    if known < issues.count {
      note.spans +=
        text.sentence(
          isMoney ? .withoutLoss : .withoutCount,
          ["count": .value(.integer(issues.count - known), receipt: nil)]
        ).spans
    }
    return Report.Table(
      id: "why_pareto", title: text[isMoney ? .paretoOfLoss : .paretoOfCount],
      columns: [
        .init("problem", ReportText(scope.language)[.problem], .text),
        .init("category", ReportText(scope.language)[.causeCategory], .text),
        .init(
          "weight", text[isMoney ? .loss : .occurrences], isMoney ? .money : .integer, bar: true),
        .init("share", ReportText(scope.language)[.share], .ratio),
        .init("running", text[.runningShare], .ratio),
      ], rows: rows, sortedBy: .init(by: "weight"),
      note: note.spans.isEmpty ? nil : note)
  }
}

extension SectionPhrase {
  fileprivate static let problems = SectionPhrase("问题与原因", "Problems and their causes")
  fileprivate static let noCategory = SectionPhrase("未分类", "Other")
  fileprivate static let wentWrong = SectionPhrase("这次没做好的", "What went wrong")
  fileprivate static let causesByCategory = SectionPhrase(
    "原因分布：{categories}", "Where the causes lie: {categories}")
  fileprivate static let fishboneAlt = SectionPhrase(
    "鱼骨图，各类别的原因条数：{categories}。", "Fishbone; causes by category: {categories}.")
  fileprivate static let paretoOfLoss = SectionPhrase("哪些问题损失最大", "Which problems cost most")
  fileprivate static let paretoOfCount = SectionPhrase("哪些问题最常发生", "Which problems happen most")
  fileprivate static let loss = SectionPhrase("损失", "Loss")
  fileprivate static let occurrences = SectionPhrase("次数", "Times")
  fileprivate static let runningShare = SectionPhrase("累计占比", "Running share")
  fileprivate static let vitalFew = SectionPhrase(
    "{all} 个问题中的前 {few} 个占八成以上。", "The first {few} of {all} problems make up four fifths or more. ")
  fileprivate static let withoutLoss = SectionPhrase(
    "另有 {count} 个问题没有写损失。", "Of {count} more no loss is written down.")
  fileprivate static let withoutCount = SectionPhrase(
    "另有 {count} 个问题没有写次数。", "Of {count} more no number of times is written down.")
}
