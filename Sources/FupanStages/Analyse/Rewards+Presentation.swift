import FupanData
import FupanMethods
import FupanReports

extension Rewards: PresentedStage {
  /// The share of people who were brought, what is owed for them in all and each, and how many
  /// reached which step; nobody is named.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    guard let total = result.rows.first(where: { $0[4] == .bool(true) }) else {
      return [.prose(context.say(sentence: "还没有人。", "There is nobody yet."))]
    }
    let inviters = result.rows.filter { $0[4] == .bool(false) }
    guard !inviters.isEmpty else {
      return [.prose(context.say(sentence: "没有人是被带来的。", "Nobody was brought by anybody."))]
    }
    let share = Report.Value.share(total[1].whole, of: total[3].whole)
    let owed = Report.Value(exact: total[2], isMoney: true)
    var each = Report.Value.missing(.undefined)
    if let sum = ScaledInteger(total[2]), let amount = exact(sum),
      let quotient = Report.ExactNumber.quotient(
        amount, Report.ExactNumber(total[1].whole), places: 2)
    {
      each = .money(quotient)
    }
    let words = context.say(
      sentence: """
        \(.integer(total[3].whole)) 人中有 \(.integer(total[1].whole)) 人（\(share)）由 \
        \(.integer(inviters.count)) 人带来；应付奖励 \(owed)，平均每带来一人 \(each)。
        """,
      """
      \(.integer(total[1].whole)) of \(.integer(total[3].whole)) people (\(share)) were brought by \
      \(.integer(inviters.count)); \(owed) of rewards is due, \(each) for each of them.
      """)
    return [.prose(words), .table(table(inviters, context))]
  }

  /// Inviters by the highest step that they reached.
  private func table(_ inviters: [[Value]], _ context: PresentationContext) -> Report.Table {
    let counts = steps.entries.compactMap { Int($0.name) }.sorted()
    let borders = [1] + counts.filter { $0 > 1 }
    let groups = borders.enumerated().map { position, from -> [[Value]] in
      let end = position + 1 < borders.count ? borders[position + 1] : Int.max
      return inviters.filter { (from..<end).contains($0[1].whole) }
    }
    let verdicts = SmallCells.list(groups.map { $0.count }, minimumGroup: context.minimumGroup)
    let rows = borders.indices.map { index -> Report.Table.Row in
      let next = index + 1 < borders.count ? borders[index + 1] - 1 : nil
      let name =
        next.map { $0 == borders[index] ? "\($0)" : "\(borders[index])–\($0)" }
        ?? "≥ \(borders[index])"
      guard verdicts[index] == .published else {
        return Report.Table.Row([.text(name), .suppressed, .suppressed, .suppressed])
      }
      let rewards = groups[index].compactMap { ScaledInteger($0[2]) }
      let sum = rewards.reduce(ScaledInteger(0)) { sum, reward in sum?.adding(reward) }
      return Report.Table.Row([
        .text(name), .integer(groups[index].count),
        .integer(groups[index].reduce(0) { $0 + $1[1].whole }),
        sum.flatMap { exact($0) }.map { .money($0) } ?? .missing(.undefined),
      ])
    }
    return Report.Table(
      id: "\(context.dataset)_rewards", title: context.say("按带来人数", "By how many they brought"),
      columns: [
        .init("brought", context.say("带来人数", "Brought"), .text),
        .init("inviters", context.say("邀请人", "Inviters"), .integer),
        .init("invited", context.say("被邀请人", "People brought"), .integer),
        .init("reward", context.say("应付奖励", "Rewards due"), .money),
      ], rows: rows)
  }

  private func exact(_ amount: ScaledInteger) -> Report.ExactNumber? {
    amount.scale <= 18
      ? Report.ExactNumber(unscaled: amount.units, scale: amount.scale) : nil
  }
}
