extension Report {
  /// What people wrote down: problems and their mending, or stories worth keeping.
  package enum Ledger: Hashable, Sendable {
    /// Problem → data → why → improvement, owner, due and check.
    case improvements([Improvement])
    /// Situation, task, action, result.
    case stories([Story])
  }
}

extension Report.Ledger: Codable {
  private enum Key: String, CodingKey { case improvements, stories }

  package init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: Key.self)
    if let stories = try box.decodeIfPresent([Report.Story].self, forKey: .stories) {
      self = .stories(stories)
    } else {
      self = .improvements(try box.decode([Report.Improvement].self, forKey: .improvements))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: Key.self)
    switch self {
    case .improvements(let rows): try box.encode(rows, forKey: .improvements)
    case .stories(let stories): try box.encode(stories, forKey: .stories)
    }
  }
}
