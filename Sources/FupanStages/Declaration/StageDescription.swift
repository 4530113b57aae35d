/// What a stage is called, where it is listed, and what it does in one sentence.
package struct StageDescription: Sendable {
  /// The key in a pipeline, snake_case; the command is the same in kebab-case.
  package let name: String
  package let category: StageCategory
  package let summary: String

  package init(_ name: String, _ category: StageCategory, _ summary: String) {
    self.name = name
    self.category = category
    self.summary = summary
  }
}
