/// Coded interviews: how many name each theme, and whether new interviews still bring new ones.
///
/// Below 30 interviews a theme is "n of N interviews" and has no percentage. Saturation (Guest, Bunce
/// and Johnson 2006, "How many interviews are enough?") is read from how many themes are first named
/// in the last three interviews.
package struct InterviewThemes: Equatable, Sendable {
  /// Interviews in which each theme is named.
  package let counts: [Int]
  /// The position, from 1, of the interview that names a theme first; nil where none does.
  package let firstNamed: [Int?]
  /// How many themes the first 1, 2, … interviews name together.
  package let cumulative: [Int]
  /// How many themes are named for the first time in the last three interviews.
  package let newInLastThree: Int

  /// `interviews` in their order, each with the themes it names, as indices below `themes`.
  package init(interviews: [[Int]], themes: Int) {
    var counts = [Int](repeating: 0, count: themes)
    var first = [Int?](repeating: nil, count: themes)
    var known = 0
    var cumulative: [Int] = []
    for (position, named) in interviews.enumerated() {
      for theme in Set(named).sorted() where counts.indices.contains(theme) {
        counts[theme] += 1
        if first[theme] == nil {
          first[theme] = position + 1
          known += 1
        }
      }
      cumulative.append(known)
    }
    self.counts = counts
    firstNamed = first
    self.cumulative = cumulative
    newInLastThree = first.count { ($0 ?? 0) > max(0, interviews.count - 3) }
  }

  /// Whether shares of so many interviews may be given.
  package static func hasShares(of interviews: Int) -> Bool { interviews >= 30 }
}
