extension Report {
  /// A key event told as situation, task, action and result.
  package struct Story: Hashable, Codable, Sendable {
    package var title: String
    package var situation: String
    package var task: String
    package var action: String
    package var result: Sentence
    package var owner: String?

    package init(
      title: String, situation: String, task: String, action: String, result: Sentence,
      owner: String? = nil
    ) {
      self.title = title
      self.situation = situation
      self.task = task
      self.action = action
      self.result = result
      self.owner = owner
    }
  }
}
