/// Counts of people some of which are sums of others, and which of them are withheld.
///
/// The rule of `SmallCells` for any lines of counts, such as a map whose columns and whose regions are
/// told as well (Hundepool et al. 2012, "Statistical Disclosure Control").
///
///     // 4 + 30 = 34 and 4 + 20 = 24 are all told.
///     let lines = [CountedSums.Line([0, 1], total: 3), CountedSums.Line([0, 2], total: 4)]
///     CountedSums.verdicts([4, 30, 20, 34, 24], lines: lines, minimumGroup: 5)
package enum CountedSums {
  /// Counts that lie together.
  package struct Line: Equatable, Sendable {
    /// Places of the counts that add up.
    package let parts: [Int]
    /// The place of their sum; without one the line tells nothing, and is only preferred where one
    /// more count has to go.
    package let total: Int?

    package init(_ parts: [Int], total: Int?) {
      self.parts = parts
      self.total = total
    }
  }

  /// One verdict per count.
  ///
  /// - Parameters:
  ///   - minimumGroup: k; below 2 nothing is withheld.
  ///   - hidesZero: whether a count of 0 is withheld as well.
  ///   - withheld: places of counts that are withheld for another reason.
  package static func verdicts(
    _ counts: [Int], lines: [Line], minimumGroup k: Int, hidesZero: Bool = false,
    withheld: [Int] = []
  ) -> [Suppression] {
    var verdicts = counts.map { n -> Suppression in
      (n > 0 && n < k) || (n == 0 && hidesZero) ? .primary : .published
    }
    for place in withheld where verdicts[place] == .published { verdicts[place] = .complementary }
    guard verdicts.contains(where: { $0 != .published }) else { return verdicts }
    var linesOf = [[Int]](repeating: [], count: counts.count)
    for (place, line) in lines.enumerated() {
      for count in line.parts + (line.total.map { [$0] } ?? []) { linesOf[count].append(place) }
    }
    while let next = nextGivenAway(counts, lines, linesOf, verdicts, k) {
      verdicts[next] = .complementary
    }
    return verdicts
  }

  /// One more count that has to go because a line gives another one away; nil once none does.
  private static func nextGivenAway(
    _ counts: [Int], _ lines: [Line], _ linesOf: [[Int]], _ verdicts: [Suppression], _ k: Int
  ) -> Int? {
    for (place, line) in lines.enumerated() {
      guard let total = line.total else { continue }
      let hidden = line.parts.filter { verdicts[$0] != .published }
      let isTotalPublished = verdicts[total] == .published
      let isSafe =
        isTotalPublished
        ? hidden.isEmpty || (hidden.count >= 2 && hidden.reduce(0) { $0 + counts[$1] } >= k)
        : !hidden.isEmpty || counts[total] == 0
      if isSafe { continue }
      // Whether another line through a count already has a withheld one.
      func crosses(_ count: Int) -> Bool {
        linesOf[count].contains { other in
          other != place
            && lines[other].parts.contains { $0 != count && verdicts[$0] != .published }
        }
      }
      let candidates = line.parts.filter { verdicts[$0] == .published && counts[$0] > 0 }
        .map { (crosses: crosses($0), count: counts[$0], place: $0) }
      let best = candidates.min { left, right in
        left.crosses != right.crosses
          ? left.crosses : (left.count, left.place) < (right.count, right.place)
      }
      if let best { return best.place }
      if isTotalPublished { return total }
    }
    return nil
  }
}
