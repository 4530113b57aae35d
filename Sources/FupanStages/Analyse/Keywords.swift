import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `keywords`: how many texts name each keyword, period by period, and where a word came up all at once.
///
/// A keyword has its spellings: 谐音, abbreviations, names. The longest spelling counts where one is
/// in another, and Latin ones count as whole words only. A surge is more than the seven periods before
/// let expect (negative binomial, q below 0.001 over the keywords of the period), at least 5 texts and
/// twice as many as expected; where the number of texts changed by more than 30 % what is expected
/// changes with it. `growth` compares with the period before. Periods without texts count as none.
///
///     - keywords:
///         of: comment
///         words: {质量问题: [质量差, 破损, 漏液], 投诉: [投诉, 举报, 12315]}
///         every: day
package struct Keywords: TransformStage {
  package static let about = StageDescription(
    "keywords", .analyse, "Counts texts that name keywords by period, and finds surges.")

  @Parameter("The column of texts.", .principal) var of: ColumnName
  @Parameter("Keywords with their spellings; the keyword itself is one.", .nonEmpty)
  var words: OrderedMap<[String]>
  @Parameter("The length of a period.") var every: Period = .day
  @Parameter("The column that says when; by default the table's own time.") var at: ColumnName?

  /// The length of a period.
  package enum Period: String, ParameterChoice {
    case day, week, month
  }

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let text = found.gather { () throws(Problems) in
      try CommentRows.text(of, in: input, scope)
    }
    let day = found.gather { () throws(Problems) in
      try TimeColumn.day(at, in: input, scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let text, let day else { preconditionFailure("a missing column is a problem") }
    return
      try input
      .projected([Projection("day", day), Projection(keeping: text, as: "text")])
      .filtered("day is not null")
      .projected([
        "period": "date_trunc('\(every.rawValue)', day)", "text": "text",
      ])
      .aggregated([Aggregation("n", .count)], by: ["period", "text"])
      .finished(finish(), named: scope.fragmentName("keywords"))
  }

  private func finish() -> Finish {
    let schema = Schema([
      Field("period", .date), Field("keyword", .text), Field("n", .integer),
      Field("mentions", .integer), Field("texts", .integer),
      Field("share", .number, unit: .ratio), Field("growth", .number, unit: .ratio),
      Field("expected", .number), Field("p", .number), Field("q", .number),
      Field("is_surge", .bool),
    ])
    let keywords = words.entries.map { $0.name }
    var spellings: [String] = []
    var owners: [Int] = []
    for (index, entry) in words.entries.enumerated() {
      for spelling in [entry.name] + entry.value {
        spellings.append(spelling)
        owners.append(index)
      }
    }
    let matcher = TermMatcher(spellings)
    let every = every
    return Finish("keyword_counts", schema: schema) { [owners] table in
      let cells = table.rows
      let starts = cells.compactMap { row in
        if case .date(let day) = row[0] { Int(day) } else { nil }
      }
      guard let first = starts.min(), let last = starts.max() else { return Table(schema, []) }
      let periods = every.starts(from: first, through: last)
      let slots = Dictionary(
        periods.enumerated().map { ($0.element, $0.offset) },
        uniquingKeysWith: { first, _ in first })
      var texts = [Int](repeating: 0, count: periods.count)
      let none = [Int](repeating: 0, count: keywords.count)
      var naming = periods.map { _ in none }
      var mentions = naming
      var known: [String: [Int]] = [:]
      for row in cells {
        guard case .date(let day) = row[0], let slot = slots[Int(day)],
          case .text(let text) = row[1]
        else { continue }
        let n = row[2].whole
        texts[slot] += n
        let matched =
          known[text] ?? matcher.matches(in: NormalisedText(text)).map { owners[$0.term] }
        known[text] = matched
        for keyword in matched { mentions[slot][keyword] += n }
        for keyword in Set(matched) { naming[slot][keyword] += n }
      }
      var rows: [[Value]] = []
      for (slot, period) in periods.enumerated() {
        let base = slot >= 7 ? Array(slot - 7..<slot) : []
        let surges = keywords.indices.map { keyword in
          KeywordSurge(
            count: naming[slot][keyword], base: base.map { naming[$0][keyword] },
            volume: (now: texts[slot], base: base.map { texts[$0] }))
        }
        let q = MultipleTesting.benjaminiHochberg(surges.map { $0.p })
        for (keyword, name) in keywords.enumerated() {
          let n = naming[slot][keyword]
          let before = slot > 0 ? naming[slot - 1][keyword] : 0
          let surge = surges[keyword]
          let expected =
            base.isEmpty ? nil : Double(surge.baseCount) / Double(surge.windows) * surge.exposure
          rows.append([
            .date(Int32(clamping: period)), .text(name), .integer(Int64(n)),
            .integer(Int64(mentions[slot][keyword])), .integer(Int64(texts[slot])),
            Value(texts[slot] > 0 ? Double(n) / Double(texts[slot]) : nil),
            Value(before > 0 ? Double(n) / Double(before) - 1 : nil), Value(expected),
            Value(surge.p), Value(q[keyword]), .bool(surge.isSurge(at: q[keyword])),
          ])
        }
      }
      return Table(schema, rows: rows)
    }
  }
}

extension Keywords.Period {
  /// The first days of all periods between two of them, both included.
  fileprivate func starts(from first: Int, through last: Int) -> [Int] {
    switch self {
    case .day: return Array(first...last)
    case .week: return Array(stride(from: first, through: last, by: 7))
    case .month:
      var starts = [first]
      while let start = starts.last, start < last {
        // Some day of the next month, put back to its first.
        let next = CivilDate(daysSinceEpoch: start + 31)
        starts.append(start + 32 - next.day)
      }
      return starts
    }
  }
}
