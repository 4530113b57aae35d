import FupanConfig
import FupanData
import FupanMetrics
import FupanReports

/// Everything that somebody still has to do, whoever wrote it down where: improvements, duties, and
/// what is left of the last campaign's promises.
struct ActionList {
  /// One thing to do.
  private struct Action {
    let owner: String
    let what: String
    let from: String
    let due: Int?
    let status: Report.Status
  }

  private let scope: ReportScope
  private let text: SectionText
  private let actions: [Action]

  init(_ scope: ReportScope) {
    self.scope = scope
    let text = scope.text
    self.text = text
    var actions: [Action] = []
    for issue in scope.ledgers.issues {
      guard let improvement = issue.improvement else { continue }
      actions.append(
        Action(
          owner: issue.owner ?? "", what: improvement, from: text[.ledger(.issue)],
          due: issue.due?.daysSince1970,
          status: LedgerText.status(issue.status, due: issue.due, scope)))
    }
    for duty in scope.ledgers.duties {
      actions.append(
        Action(
          owner: text.list(duty.accountable.isEmpty ? duty.responsible : duty.accountable),
          what: duty.duty, from: text[.ledger(.duty)], due: duty.due?.daysSince1970,
          status: LedgerText.status(duty.status, due: duty.due, scope)))
    }
    if let last = scope.past.last {
      for promise in last.improvements {
        // What is written down again this time is counted there.
        let isTaken = actions.contains { $0.what == promise.improvement }
        guard !isTaken else { continue }
        actions.append(
          Action(
            owner: promise.owner ?? "", what: promise.improvement, from: last.name,
            due: promise.due?.daysSinceEpoch, status: PromiseTable.standing(promise, scope)))
      }
    }
    let open = actions.filter { [.open, .doing, .overdue].contains($0.status) }
    self.actions = open.enumerated().sorted { left, right in
      let days = (left.element.due ?? .max, right.element.due ?? .max)
      return days.0 == days.1 ? left.offset < right.offset : days.0 < days.1
    }.map { $0.element }
  }

  /// What is open, that which is due first at the top, and who has how much of it; nothing where all
  /// is done.
  var blocks: [Report.Block] {
    guard !actions.isEmpty else { return [] }
    let words = ReportText(scope.language)
    let today = scope.asOf.daysSinceEpoch
    let list = Report.Table(
      id: "next_actions", title: text[.actions],
      columns: [
        .init("action", words[.action], .text), .init("owner", words[.owner], .text),
        .init("from", text[.from], .text), .init("due", words[.due], .date),
        .init("days_late", text[.daysLate], .integer), .init("status", words[.status], .status),
      ],
      rows: actions.map { action in
        let late = action.due.map { today - $0 } ?? 0
        return Report.Table.Row([
          .text(action.what), .text(action.owner), .text(action.from),
          action.due.map { .date(CivilDate(daysSinceEpoch: $0)) } ?? .missing(.noData),
          action.status == .overdue && late > 0 ? .integer(late) : .missing(.notApplicable),
          .status(action.status),
        ])
      })
    let owners = actions.map { $0.owner }.uniqued()
    guard owners.count > 1 else { return [.table(list)] }
    let rows = owners.map { owner -> (name: String, open: Int, late: Int) in
      let own = actions.filter { $0.owner == owner }
      return (
        owner.isEmpty ? text[.nobody] : owner, own.count, own.count { $0.status == .overdue }
      )
    }
    let byOwner = Report.Table(
      id: "next_actions_by_owner", title: text[.actionsByOwner],
      columns: [
        .init("owner", words[.owner], .text), .init("open", text[.openActions], .integer),
        .init("overdue", words[.statusOverdue], .integer),
      ],
      rows: rows.enumerated().sorted { left, right in
        let (a, b) = (left.element, right.element)
        if a.late != b.late { return a.late > b.late }
        return a.open == b.open ? left.offset < right.offset : a.open > b.open
      }.map {
        Report.Table.Row([
          .text($0.element.name), .integer($0.element.open), .integer($0.element.late),
        ])
      })
    return [.table(list), .table(byOwner)]
  }
}

extension SectionPhrase {
  fileprivate static let actions = SectionPhrase("待办事项", "What is still to be done")
  fileprivate static let actionsByOwner = SectionPhrase("各人手上的待办", "Who has how much of it")
  fileprivate static let from = SectionPhrase("来自", "From")
  fileprivate static let daysLate = SectionPhrase("逾期天数", "Days late")
  fileprivate static let openActions = SectionPhrase("待办", "Open")
  fileprivate static let nobody = SectionPhrase("没有负责人", "Nobody")
}
