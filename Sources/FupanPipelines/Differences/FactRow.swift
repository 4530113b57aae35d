import FupanData

/// A row of a run's facts, read again.
struct FactRow: Sendable {
  let key: Substring
  /// Days since 1970; nil where the row has no time.
  let day: Int?
  let isByHand: Bool
  /// What it adds to each aggregate; nil where nothing. Numbers have the scale of their term,
  /// people are labels.
  let values: [Int128?]

  /// - Parameter scales: how many digits of each value stand after the point.
  init?(_ text: String, scales: [Int]) {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 3 + scales.count else { return nil }
    key = parts[0]
    day = Int(parts[1])
    isByHand = parts[2] == "1"
    var values: [Int128?] = []
    for (part, scale) in zip(parts[3...], scales) {
      if part == "-" {
        values.append(nil)
        continue
      }
      guard let (unscaled, own) = DecimalText.parse(part.utf8),
        let value = DecimalText.rescaled(unscaled, from: own, to: scale)
      else { return nil }
      values.append(value)
    }
    self.values = values
  }
}

/// A pass of a run's facts with its rows.
struct FactPass: Sendable {
  let dataset: String
  let metrics: [String]
  let terms: [RunFacts.Term]
  let scales: [Int]
  let rows: [FactRow]

  /// Nil where the rows were too many to keep.
  init?(_ pass: RunFacts.Pass) {
    guard let texts = pass.rows else { return nil }
    dataset = pass.dataset
    metrics = pass.metrics
    terms = pass.terms
    scales = pass.terms.map { DataType($0.type)?.scale ?? 0 }
    var rows: [FactRow] = []
    rows.reserveCapacity(texts.count)
    for text in texts {
      guard let row = FactRow(text, scales: scales) else { return nil }
      rows.append(row)
    }
    self.rows = rows
  }

  /// The values of the terms over some of the rows.
  func sums(_ rows: some Sequence<FactRow>) -> [String: Value] {
    var counts = [Int64](repeating: 0, count: terms.count)
    var totals = [Int128](repeating: 0, count: terms.count)
    var labels = [Set<Int128>](repeating: [], count: terms.count)
    let isDistinct = terms.map { $0.function == "distinct" }
    for row in rows {
      for index in terms.indices {
        guard let value = row.values[index] else { continue }
        counts[index] += 1
        if isDistinct[index] { labels[index].insert(value) } else { totals[index] &+= value }
      }
    }
    var result: [String: Value] = [:]
    for (index, term) in terms.enumerated() {
      switch term.function {
      case "count": result[term.name] = .integer(counts[index])
      case "distinct": result[term.name] = .integer(Int64(labels[index].count))
      case "average":
        guard counts[index] > 0 else { continue }
        result[term.name] = .number(
          DecimalText.double(totals[index], scale: scales[index]) / Double(counts[index]))
      default:
        guard counts[index] > 0 else { continue }
        result[term.name] =
          term.type == "integer"
          ? .integer(Int64(clamping: totals[index])) : .decimal(totals[index], scale: scales[index])
      }
    }
    return result
  }
}
