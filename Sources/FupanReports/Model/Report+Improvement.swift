import FupanData

extension Report {
  /// One problem and what is done about it.
  package struct Improvement: Hashable, Codable, Sendable {
    package var problem: String
    /// The numbers that show the problem.
    package var data: Sentence?
    /// The chain of answers to "why?", from the symptom towards the root.
    package var whys: [String]
    package var rootCause: String?
    package var improvement: String
    package var owner: String?
    package var due: CivilDate?
    /// What will tell whether it worked.
    package var check: String?
    package var status: Status
    /// The campaign that made the promise, where it was carried over.
    package var carriedFrom: String?
    /// The kind of cause.
    package var category: String?
    /// What stands behind the cause.
    package var evidence: Evidence?
    /// The id of the metric that will tell whether it worked.
    package var checkMetric: String?
    /// That metric and its figure now.
    package var checked: Sentence?
    /// The earlier campaigns that had a problem like it.
    package var seenIn: [String]?

    package init(
      problem: String, data: Sentence? = nil, whys: [String] = [], rootCause: String? = nil,
      improvement: String, owner: String? = nil, due: CivilDate? = nil, check: String? = nil,
      status: Status = .open, carriedFrom: String? = nil, category: String? = nil,
      evidence: Evidence? = nil, checkMetric: String? = nil, checked: Sentence? = nil,
      seenIn: [String]? = nil
    ) {
      self.problem = problem
      self.data = data
      self.whys = whys
      self.rootCause = rootCause
      self.improvement = improvement
      self.owner = owner
      self.due = due
      self.check = check
      self.status = status
      self.carriedFrom = carriedFrom
      self.category = category
      self.evidence = evidence
      self.checkMetric = checkMetric
      self.checked = checked
      self.seenIn = seenIn
    }

    /// What stands behind a cause.
    package enum Evidence: String, Hashable, Codable, Sendable, CaseIterable {
      case missing
      /// Written down, and not checked by anybody.
      case written
      case verified
    }
  }
}
