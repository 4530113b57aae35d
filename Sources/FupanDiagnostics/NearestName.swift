/// Finds the known name a misspelt one was probably meant to be.
package enum NearestName {
  /// The candidate with the smallest edit distance to `name`, if it is near enough to suggest.
  ///
  /// Near enough is at most a third of the longer name, and at least one edit; letter case, `-` and
  /// `_` do not count. Ties go to the earlier candidate.
  package static func to(_ name: String, among candidates: [String]) -> String? {
    let wanted = folded(name)
    var best: (name: String, distance: Int)?
    for candidate in candidates where candidate != name {
      let known = folded(candidate)
      let limit = max(1, max(wanted.count, known.count) / 3)
      let distance = editDistance(wanted, known)
      if distance <= limit, distance < best?.distance ?? Int.max { best = (candidate, distance) }
    }
    return best?.name
  }

  private static func folded(_ name: String) -> [Character] {
    Array(name.lowercased().filter { $0 != "_" && $0 != "-" })
  }

  /// Optimal string alignment distance: insertions, deletions, substitutions and swaps of
  /// neighbours.
  private static func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    guard !left.isEmpty else { return right.count }
    guard !right.isEmpty else { return left.count }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for i in 1...left.count {
      var row = [i]
      for j in 1...right.count {
        let same = left[i - 1] == right[j - 1]
        var cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1))
        if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
          cost = min(cost, beforeLast[j - 2] + 1)
        }
        row.append(cost)
      }
      (beforeLast, last) = (last, row)
    }
    return last[right.count]
  }
}
