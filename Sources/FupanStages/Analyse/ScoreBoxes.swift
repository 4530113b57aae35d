import FupanData
import FupanMethods

/// Which points of a scale, and which of the two best and the two worst together, too few people gave,
/// or would tell of such.
struct ScoreBoxes {
  /// For each point, the lowest first.
  let isShown: [Bool]
  let isTopShown: Bool
  let isBottomShown: Bool

  /// - Parameter counts: answers at each of four points and more.
  init(_ counts: [Int], minimumGroup: Int) {
    let width = counts.count
    guard width >= 4 else {
      (isShown, isTopShown, isBottomShown) = (counts.map { _ in true }, true, true)
      return
    }
    let sums = [counts[0] + counts[1], counts[width - 2] + counts[width - 1]]
    let lines = [
      CountedSums.Line([0, 1], total: width),
      CountedSums.Line([width - 2, width - 1], total: width + 1),
      CountedSums.Line([width] + Array(2..<width - 2) + [width + 1], total: width + 2),
    ]
    let verdicts = CountedSums.verdicts(
      counts + sums + [counts.reduce(0, +)], lines: lines, minimumGroup: minimumGroup)
    isShown = counts.indices.map { verdicts[$0] == .published }
    isBottomShown = verdicts[width] == .published
    isTopShown = verdicts[width + 1] == .published
  }

  /// How many gave each point in a row of a result.
  static func points(of result: Table, _ row: Int) -> [Int] {
    result.schema.names.filter { $0.hasPrefix("points_") }.map { result.cell(row, $0).whole }
  }

  /// The same of groups, the last row being all of them, whose boxes may not tell those of one.
  static func boxes(
    of result: Table, _ isWithheld: [Bool], minimumGroup: Int
  ) -> [(top: Bool, bottom: Bool)] {
    let points = isWithheld.indices.map { ScoreBoxes.points(of: result, $0) }
    let last = isWithheld.count - 1
    let all = ScoreBoxes(points.last ?? [], minimumGroup: minimumGroup)
    func isShown(_ isTotalShown: Bool, _ count: ([Int]) -> Int) -> [Bool] {
      let withheld = isWithheld.indices.filter { isWithheld[$0] || ($0 == last && !isTotalShown) }
      let line = CountedSums.Line(Array(0..<max(0, last)), total: last)
      return CountedSums.verdicts(
        points.map(count), lines: line.parts.isEmpty ? [] : [line], minimumGroup: minimumGroup,
        withheld: withheld
      ).map { $0 == .published }
    }
    let top = isShown(all.isTopShown) { $0.suffix(2).reduce(0, +) }
    let bottom = isShown(all.isBottomShown) { $0.prefix(2).reduce(0, +) }
    return zip(top, bottom).map { (top: $0, bottom: $1) }
  }
}
