import Glibc

/// Signs that engagement was not earned, each with its evidence; a person has to look, and nobody is
/// called a cheat (Cresci et al. 2015, "Fame for sale: efficient detection of fake Twitter
/// followers"; Iglewicz and Hoaglin 1993).
package enum EngagementScreens {
  /// Below this many peers nobody stands out.
  package static let leastPeers = 8
  /// So many independent signs ask for a look.
  package static let signsForReview = 2
  /// Below this many comments, or commenters, none of their shares is evidence.
  package static let leastComments = 20
  /// Above this share of repeated comments, or of commenters who come back, there is a sign.
  package static let repeatedLimit = 0.2
  /// |z| of a sudden change of followers.
  package static let jumpLimit = 6.0

  /// How far each ratio is from its peers', on logarithms, in robust standard units; nil where a
  /// side is 0 or missing.
  ///
  ///     EngagementScreens.ratioScores([20, 25, 18, 30, 22, 27, 400]).scores[6]  // 10.2571
  package static func ratioScores(_ ratios: [Double?]) -> RobustScores {
    RobustScores(ratios.map { $0.flatMap { $0 > 0 ? log($0) : nil } })
  }

  /// How far each engagement rate is from what accounts of that size have: the residual of ln rate
  /// on ln followers, in robust standard units.
  package static func sizeScores(rates: [Double?], followers: [Double?]) -> RobustScores {
    let points = zip(rates, followers).map { rate, followers -> (x: Double, y: Double)? in
      guard let rate, let followers, rate > 0, followers > 0 else { return nil }
      return (log(followers), log(rate))
    }
    let known = points.compactMap { $0 }
    guard let fit = LeastSquares(known.map { [1, $0.x] }, known.map { $0.y }) else {
      return RobustScores(points.map { _ in nil })
    }
    return RobustScores(
      points.map { point in
        point.map { $0.y - fit.coefficients[0] - fit.coefficients[1] * $0.x }
      })
  }

  /// Engagement of a post's first seven days in an odd rhythm: the largest share of one hour between
  /// 22:00 and 06:00, and the largest hour over the median active one.
  package static func burst(
    _ hours: [(hourOfDay: Int, count: Int)]
  ) -> (nightShare: Double, peakRatio: Double, isOdd: Bool)? {
    let active = hours.filter { $0.count > 0 }
    let total = active.reduce(0) { $0 + $1.count }
    guard total > 0, let peak = active.map({ $0.count }).max(),
      let median = Quantile.median(of: active.map { Double($0.count) })
    else { return nil }
    let night = active.filter { $0.hourOfDay >= 22 || $0.hourOfDay < 6 }.map { $0.count }.max() ?? 0
    let share = Double(night) / Double(total)
    let ratio = Double(peak) / median
    return (share, ratio, share > 0.6 || ratio > 10)
  }

  /// The share of comments whose text, or nearly the same, occurs three times or more; nil for none.
  ///
  /// - Parameter texts: normalised already; below four characters a text is no evidence.
  package static func duplicateShare(_ texts: [String]) -> Double? {
    duplicateShare(counted: texts.map { ($0, 1) })
  }

  /// The same of texts with how often each was written.
  package static func duplicateShare(counted texts: [(text: String, count: Int)]) -> Double? {
    let all = texts.reduce(0) { $0 + $1.count }
    guard all > 0 else { return nil }
    var counts: [(grams: Set<String>, count: Int)] = []
    var places: [String: Int] = [:]
    for (text, count) in texts where text.count >= 4 {
      if let place = places[text] {
        counts[place].count += count
      } else {
        places[text] = counts.count
        counts.append((grams(of: text), count))
      }
    }
    // Only texts that share a gram can be alike.
    var having: [String: [Int]] = [:]
    for (place, own) in counts.enumerated() {
      for gram in own.grams { having[gram, default: []].append(place) }
    }
    var repeated = 0
    for (place, own) in counts.enumerated() {
      var alike = own.count
      if alike < 3 {
        var common: [Int: Int] = [:]
        for gram in own.grams {
          for other in having[gram] ?? [] where other != place { common[other, default: 0] += 1 }
        }
        for (other, both) in common {
          let either = own.grams.count + counts[other].grams.count - both
          if Double(both) >= 0.8 * Double(either) { alike += counts[other].count }
        }
      }
      if alike >= 3 { repeated += own.count }
    }
    return Double(repeated) / Double(all)
  }

  /// The share of commenters who wrote under six of a creator's last ten posts or more.
  package static func recycledShare(postsByCommenter: [Int], posts: Int) -> Double? {
    recycledShare(postsByCommenter.map { ($0, 1) }, posts: posts)
  }

  /// The same of how many commenters there are of each number of posts.
  package static func recycledShare(
    _ commenters: [(posts: Int, count: Int)], posts: Int
  ) -> Double? {
    let all = commenters.reduce(0) { $0 + $1.count }
    guard posts > 0, all > 0 else { return nil }
    let often = commenters.filter { Double($0.posts) >= 0.6 * Double(posts) }
    return Double(often.reduce(0) { $0 + $1.count }) / Double(all)
  }

  /// Days on which followers jumped without a post within two days.
  package static func followerJumps(_ net: [Double?], posts: Set<Int>) -> [Int] {
    RobustScores(net).scores.enumerated().compactMap { day, score in
      guard let score, score > jumpLimit, !(day - 2...day + 2).contains(where: posts.contains)
      else { return nil }
      return day
    }
  }

  /// The share of counts that end in two zeros; nil below twenty counts.
  package static func roundShare(_ counts: [Int]) -> Double? {
    guard counts.count >= 20 else { return nil }
    return Double(counts.count { $0 > 0 && $0.isMultiple(of: 100) }) / Double(counts.count)
  }

  private static func grams(of text: String) -> Set<String> {
    let characters = Array(text)
    guard characters.count >= 3 else { return [text] }
    return Set((0...characters.count - 3).map { String(characters[$0..<$0 + 3]) })
  }
}
