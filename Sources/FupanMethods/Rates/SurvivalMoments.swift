/// Members by the time at which they left or were last seen, with how many were there until then.
struct SurvivalMoments {
  /// One time at which somebody left or was last seen.
  struct Moment {
    let time: Double
    /// Members just before.
    let atRisk: Int
    let left: Int
  }

  /// Ascending by time.
  let all: [Moment]
  /// Members altogether.
  let count: Int

  /// Counts at times that are not finite are left out; times may repeat.
  init(_ counts: [(time: Double, left: Int, seen: Int)]) {
    let sorted = counts.filter { $0.time.isFinite && $0.left + $0.seen > 0 }
      .sorted { $0.time < $1.time }
    count = sorted.reduce(0) { $0 + $1.left + $1.seen }
    var moments: [Moment] = []
    var atRisk = count
    var index = 0
    while index < sorted.count {
      let time = sorted[index].time
      var (left, seen) = (0, 0)
      while index < sorted.count, sorted[index].time == time {
        left += sorted[index].left
        seen += sorted[index].seen
        index += 1
      }
      moments.append(Moment(time: time, atRisk: atRisk, left: left))
      atRisk -= left + seen
    }
    all = moments
  }
}
