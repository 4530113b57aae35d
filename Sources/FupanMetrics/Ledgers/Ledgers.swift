import FupanConfig

/// What the team wrote down by hand: problems with their improvements, and stories.
package struct Ledgers: Sendable {
  package var issues: [Issue]
  package var stories: [Story]

  package init(issues: [Issue] = [], stories: [Story] = []) {
    self.issues = issues
    self.stories = stories
  }
}
