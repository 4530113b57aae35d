import FupanConfig
import FupanData
import FupanDiagnostics

/// What one row of totals says about the rows it was made of.
struct ExpectationJudgement: Sendable {
  let place: Place?
  /// Rules whose broken rows were counted.
  let rules: [String]
  let rowCount: (min: Int?, max: Int?)?
  /// The bounds as they were written.
  let rowCountText: String
  /// How old the newest row may be, and the microseconds it is counted from.
  let fresh: (limit: DurationLiteral, end: Int64)?
  let sums: [(name: String, expected: ExpectedSum)]

  /// What is broken, in the order of the stage's parameters.
  func findings(_ table: Table, as severity: Diagnostic.Severity) -> [Diagnostic] {
    guard let row = table.rows.first else { return [] }
    let cells = Dictionary(
      zip(table.schema.names, row).map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
    var found: [Diagnostic] = []
    for (index, rule) in rules.enumerated() {
      guard let count = cells["broken\(index)"]?.whole, count > 0 else { continue }
      found.append(
        Diagnostic(
          .rowsBreakRule, at: place, ["rows": .integer(count), "rule": .text(rule)],
          severity: severity))
    }
    if let rowCount {
      let rows = cells["rows"]?.whole ?? 0
      if rowCount.min.map({ rows < $0 }) ?? false || rowCount.max.map({ rows > $0 }) ?? false {
        found.append(
          Diagnostic(
            .rowCountOutside, at: place,
            ["rows": .integer(rows), "expected": .text(rowCountText)], severity: severity))
      }
    }
    if let fresh { found += stale(cells["newest"] ?? .missing, fresh, severity) }
    for (index, sum) in sums.enumerated() {
      found += differing(
        sum.name, sum.expected, cells["sum\(index)"] ?? .missing,
        cells["other\(index)"] ?? .missing, severity)
    }
    return found
  }

  private func stale(
    _ newest: Value, _ fresh: (limit: DurationLiteral, end: Int64), _ severity: Diagnostic.Severity
  ) -> [Diagnostic] {
    guard case .integer(let newest) = newest else {
      return [Diagnostic(.nothingFresh, at: place, severity: severity)]
    }
    guard fresh.end - newest > Int64(fresh.limit.seconds) * 1_000_000 else { return [] }
    return [
      Diagnostic(
        .notFresh, at: place,
        [
          "newest": .text(InstantText.string(microseconds: newest)),
          "limit": .text(fresh.limit.written),
          "end": .text(InstantText.string(microseconds: fresh.end)),
        ], severity: severity)
    ]
  }

  /// Whether two sums differ by more than is allowed; of no values the sum is 0.
  private func differing(
    _ name: String, _ expected: ExpectedSum, _ own: Value, _ other: Value,
    _ severity: Diagnostic.Severity
  ) -> [Diagnostic] {
    let wanted = expected.amount.map { (Int128($0.units), $0.scale) } ?? other.exact
    let within = expected.within.map { (Int128($0.decimal.units), $0.decimal.scale) } ?? (0, 0)
    let scale = max(own.exact.scale, wanted.1, within.1)
    func units(_ number: (Int128, Int)) -> Int128? {
      DecimalText.rescaled(number.0, from: number.1, to: scale)
    }
    if let left = units(own.exact), let right = units(wanted), let limit = units(within),
      (left - right).magnitude <= limit.magnitude
    {
      return []
    }
    return [
      Diagnostic(
        .sumDiffers, at: place,
        [
          "name": .text(name),
          "sum": .text(DecimalText.string(own.exact.units, scale: own.exact.scale)),
          "expected": .text(DecimalText.string(wanted.0, scale: wanted.1)),
          "of": .text(expected.dataset.map { " (\($0.text))" } ?? ""),
        ], severity: severity)
    ]
  }
}

extension Value {
  /// An exact number and its digits after the point; 0 for anything else.
  fileprivate var exact: (units: Int128, scale: Int) {
    switch self {
    case .integer(let number): (Int128(number), 0)
    case .decimal(let units, let scale): (units, scale)
    default: (0, 0)
    }
  }
}

extension Message {
  static let nothingFresh = Message(
    "nothing_fresh", exit: .dataRefused, en: "no row has a time, so none is fresh",
    zh: "没有任何一行带有时间，无法确认数据是否最新",
    hint: (en: "is the newest export there?", zh: "是否缺少最新的导出文件？"))
  static let notFresh = Message(
    "not_fresh", exit: .dataRefused,
    en: "the newest row is of {newest}, more than {limit} before {end}",
    zh: "最新一行的时间为 {newest}，早于 {end} 超过 {limit}",
    hint: (en: "export the data again", zh: "请重新导出数据"))
  static let rowCountOutside = Message(
    "row_count_outside", exit: .dataRefused,
    en: "the number of rows is {rows}, but {expected} is expected",
    zh: "共有 {rows} 行，预期为 {expected}",
    hint: (
      en: "is an export missing, or there twice?", zh: "是否缺少导出文件，或重复放入？"
    ))
  static let rowsBreakRule = Message(
    "rows_break_rule", exit: .dataRefused, en: "{rows} {rows|row breaks|rows break} '{rule}'",
    zh: "{rows} 行不符合“{rule}”")
  static let sumDiffers = Message(
    "sum_differs", exit: .dataRefused,
    en: "'{name}' adds up to {sum}, but {expected}{of} is expected",
    zh: "“{name}”合计为 {sum}，预期为 {expected}{of}",
    hint: (en: "find the rows that are missing or there twice", zh: "请查找缺失或重复的行"))
}
