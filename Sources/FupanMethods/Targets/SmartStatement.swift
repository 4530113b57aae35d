/// What a target's free text says: deadline, number and unit, in Chinese or English.
///
/// The deadline is taken out before numbers are looked for, so that the 3 of "Q3前" is not a goal.
package struct SmartStatement: Equatable, Sendable {
  /// The words that state a deadline, such as "Q3" or "30天内".
  package let deadline: String?
  /// The first number that is left.
  package let number: String?
  /// That number's unit, such as "%" or 万.
  package let unit: String?
  /// Whether the text speaks of a change (提升, 下降, "increase").
  package let isChange: Bool
  /// Whether vague words stand in place of a measure.
  package let isVague: Bool

  package init(_ text: String) {
    var rest = text
    let deadlines =
      /(\d{4}年)?\d{1,2}月|Q[1-4]|第?[一二三四1-4]季度|\d+\s*(天|周|个月)内|年底|by \w+/
    if let match = rest.firstMatch(of: deadlines) {
      deadline = String(match.0)
      rest.removeSubrange(match.range)
    } else {
      deadline = nil
    }
    if let match = rest.firstMatch(of: /(\d+(?:\.\d+)?)\s*(%|％|个?百分点|pp|万|名|人|次|元|x|倍)?/) {
      number = String(match.1)
      unit = match.2.map { String($0) }
    } else {
      number = nil
      unit = nil
    }
    let lowered = text.lowercased()
    isChange = Self.changes.contains { lowered.contains($0) }
    isVague = Self.vague.contains { lowered.contains($0) }
  }

  private static let changes = [
    "提升", "提高", "增长", "增加", "下降", "降低", "减少", "increase", "decrease", "reduce", "grow", "raise",
    "improve", "lift",
  ]
  private static let vague = ["大幅", "显著", "尽量", "提升若干", "significantly", "improve"]
}
