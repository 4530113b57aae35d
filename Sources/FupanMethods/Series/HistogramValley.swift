/// The dip between two humps of a histogram, where one population ends and another begins.
///
/// Counts are smoothed over three neighbours (1, 2, 1); a hump is a local maximum of them. Of all
/// dips between the highest hump and another the deepest counts, and only if it is at most half as
/// high as the lower of its humps: else the histogram has one hump as far as anybody can tell. Of a
/// flat dip the middle counts.
///
/// Halfaker et al. 2015, "User session identification based on strong regularities in
/// inter-activity time", who part visits where the humps of log-scaled gaps meet.
///
///     HistogramValley.index(in: [4, 30, 12, 2, 9, 25, 3])   // 3
package enum HistogramValley {
  /// The fewest values that say anything of a shape.
  package static let fewest = 50

  /// The index of the deepest dip; nil where there is none, or fewer than `fewest` values.
  package static func index(in counts: [Int]) -> Int? {
    guard counts.reduce(0, +) >= fewest else { return nil }
    let smooth = counts.indices.map { index in
      (index > 0 ? counts[index - 1] : 0) + 2 * counts[index]
        + (index + 1 < counts.count ? counts[index + 1] : 0)
    }
    let humps = smooth.indices.filter { index in
      smooth[index] > 0 && (index == 0 || smooth[index - 1] < smooth[index])
        && (smooth[index...].first { $0 != smooth[index] } ?? 0) < smooth[index]
    }
    guard let highest = humps.max(by: { smooth[$0] < smooth[$1] }) else { return nil }
    var deepest: (index: Int, depth: Int)?
    for hump in humps where hump != highest {
      let between = min(hump, highest)...max(hump, highest)
      let lowest = smooth[between].min()
      let flat = between.filter { smooth[$0] == lowest }
      let dip = flat[(flat.count - 1) / 2]
      let depth = smooth[hump] - smooth[dip]
      guard 2 * smooth[dip] <= smooth[hump], depth > deepest?.depth ?? 0 else { continue }
      deepest = (dip, depth)
    }
    return deepest?.index
  }
}
