import FupanData
import FupanMethods
import FupanPlan

/// Makes the result of `sentiment` from comments by group, author and text.
struct SentimentFinish {
  private let schema: Schema
  private let hasGroups: Bool
  private let lexicon: SentimentLexicon
  private let correction: ShareCorrection?
  private let lines: Int
  private let knowsAuthors: Bool

  init(
    by group: Field?, lexicon: SentimentLexicon, correction: ShareCorrection?, lines: Int,
    knowsAuthors: Bool
  ) {
    hasGroups = group != nil
    self.lexicon = lexicon
    self.correction = correction
    self.lines = lines
    self.knowsAuthors = knowsAuthors
    schema = Schema(
      (group.map { [$0] } ?? [])
        + ["n", "missing", "repeated", "authors", "positive", "neutral", "negative"].map {
          Field($0, .integer)
        }
        + [
          "positive_share", "positive_lo", "positive_hi", "negative_share", "negative_lo",
          "negative_hi",
        ].map { Field($0, .number, unit: .ratio) } + [Field("ci_method", .text)]
        + ["coverage", "negative_adjusted", "adjusted_lo", "adjusted_hi"].map {
          Field($0, .number, unit: .ratio)
        } + [Field("positive_lines", .list), Field("negative_lines", .list)]
        + (group == nil ? [] : [Field("is_total", .bool)]))
  }

  /// What is known of one text.
  private struct Reading {
    let label: TextSentiment.Label
    let isCovered: Bool
    let normalised: String
  }

  /// Comments of one author in one scope.
  private struct Share {
    var n: Int64 = 0
    var positive: Int64 = 0
    var negative: Int64 = 0
  }

  /// What one scope adds up to.
  private struct Tally {
    var missing = 0
    var repeated = 0
    var counts = [Int](repeating: 0, count: 3)
    var covered = 0
    var authors: [Value: Share] = [:]
    /// Authors in the order they were met, so that sums do not depend on a dictionary's.
    var order: [Value] = []
    var anonymous = 0
    var seen: Set<[String]> = []
    var drawn: [TextSentiment.Label: [(draw: String, text: String)]] = [:]

    /// Adds a text that one author wrote `n` times.
    mutating func add(
      _ reading: Reading, _ n: Int, by author: Value, _ draw: String, _ text: String
    ) {
      var counted = n
      if !author.isMissing {
        let isNew = seen.insert([author.text ?? "", reading.normalised]).inserted
        counted = isNew ? 1 : 0
        repeated += n - counted
        if counted > 0, authors[author] == nil { order.append(author) }
      }
      guard counted > 0 else { return }
      let slot = TextSentiment.Label.allCases.firstIndex(of: reading.label) ?? 1
      counts[slot] += counted
      if reading.isCovered { covered += counted }
      if author.isMissing {
        anonymous += counted
      } else {
        authors[author, default: Share()].n += Int64(counted)
        if reading.label == .positive { authors[author]?.positive += Int64(counted) }
        if reading.label == .negative { authors[author]?.negative += Int64(counted) }
      }
      if reading.label != .neutral {
        drawn[reading.label, default: []].append((draw, text))
      }
    }

    var n: Int { counts.reduce(0, +) }
    var people: Int { authors.count + anonymous }
  }

  var finish: Finish {
    Finish("comment_sentiment", schema: schema) { table in
      var readings: [String: Reading] = [:]
      var tallies: [Value: Tally] = [:]
      var total = Tally()
      for row in table.rows {
        let n = row[3].whole
        guard case .text(let text) = row[2] else {
          tallies[row[0], default: Tally()].missing += n
          total.missing += n
          continue
        }
        let reading = readings[text] ?? read(text)
        readings[text] = reading
        let draw = row[4].text ?? ""
        if hasGroups {
          tallies[row[0], default: Tally()].add(reading, n, by: row[1], draw, text)
        }
        total.add(reading, n, by: row[1], draw, text)
      }
      if table.count == 0 { return Table(schema, []) }
      var rows: [[Value]] = []
      if hasGroups {
        for group in tallies.keys.sorted(by: { $0.precedes($1) }) {
          rows.append([group] + cells(of: tallies[group] ?? Tally()) + [.bool(false)])
        }
        rows.append([.missing] + cells(of: total) + [.bool(true)])
      } else {
        rows.append(cells(of: total))
      }
      return Table(schema, rows: rows)
    }
  }

  private func read(_ text: String) -> Reading {
    let normalised = NormalisedText(text, folding: lexicon.folding)
    let sentiment = TextSentiment(normalised, by: lexicon)
    return Reading(
      label: sentiment.label, isCovered: sentiment.isCovered, normalised: normalised.text)
  }

  private func cells(of tally: Tally) -> [Value] {
    let n = tally.n
    let isClustered = tally.people > 1 && Double(n) > 1.2 * Double(tally.people)
    func share(_ slot: Int, _ part: (Share) -> Int64) -> Estimate {
      guard isClustered else { return .proportion(tally.counts[slot], of: n) }
      var sums = PairSums()
      for author in tally.order {
        guard let own = tally.authors[author] else { continue }
        sums.add(x: own.n, y: part(own))
      }
      // Comments without an author are each of their own.
      let known = tally.order.reduce(Int64(0)) { $0 + part(tally.authors[$1] ?? Share()) }
      let rest = tally.counts[slot] - Int(known)
      for index in 0..<tally.anonymous { sums.add(x: 1, y: index < rest ? 1 : 0) }
      return Estimate.ratio(sums).clipped(to: 0...1)
    }
    let negative = share(0) { $0.negative }
    let positive = share(2) { $0.positive }
    let adjusted = correction.map { $0.corrected(negative) }
    func figures(_ estimate: Estimate?) -> [Value] {
      [
        Value(estimate?.value), Value(estimate?.interval?.lower),
        Value(estimate?.interval?.upper),
      ]
    }
    return [
      .integer(Int64(n)), .integer(Int64(tally.missing)), .integer(Int64(tally.repeated)),
      knowsAuthors ? .integer(Int64(tally.people)) : .missing, .integer(Int64(tally.counts[2])),
      .integer(Int64(tally.counts[1])), .integer(Int64(tally.counts[0])),
    ] + figures(positive) + figures(negative) + [
      negative.interval.map { .text($0.method.rawValue) } ?? .missing,
      Value(n > 0 ? Double(tally.covered) / Double(n) : nil),
    ] + figures(adjusted) + [lines(of: tally, .positive), lines(of: tally, .negative)]
  }

  /// The texts with the smallest hashes, masked, each once.
  private func lines(of tally: Tally, _ label: TextSentiment.Label) -> Value {
    var chosen: [String] = []
    let drawn = (tally.drawn[label] ?? []).sorted {
      $0.draw != $1.draw
        ? $0.draw.utf8.lexicographicallyPrecedes($1.draw.utf8)
        : $0.text.utf8.lexicographicallyPrecedes($1.text.utf8)
    }
    for line in drawn where chosen.count < lines {
      let masked = PersonalText.masked(line.text)
      if !chosen.contains(masked) { chosen.append(masked) }
    }
    return chosen.isEmpty ? .missing : .list(chosen)
  }
}
