extension Report {
  /// A rule over metrics that held, as one sentence with its evidence.
  package struct Finding: Hashable, Codable, Sendable {
    package var severity: Severity
    package var sentence: Sentence
    /// The numbers behind the sentence.
    package var evidence: [Evidence]
    /// How sure it is, in words; nil for a full count.
    package var certainty: String?
    /// The section to look at next.
    package var section: Section.Kind?
    /// The metrics it speaks of; it goes when one of them is hidden.
    package var metrics: [String]

    package init(
      _ severity: Severity, _ sentence: Sentence, evidence: [Evidence] = [],
      certainty: String? = nil, section: Section.Kind? = nil, metrics: [String] = []
    ) {
      self.severity = severity
      self.sentence = sentence
      self.evidence = evidence
      self.certainty = certainty
      self.section = section
      self.metrics = metrics
    }

    /// How much it matters, and which way.
    package enum Severity: String, Hashable, Codable, Sendable, CaseIterable {
      case good, notice, warning, critical

      package var tone: Tone {
        switch self {
        case .good: .good
        case .notice: .neutral
        case .warning: .caution
        case .critical: .bad
        }
      }
    }

    /// One number behind a finding.
    package struct Evidence: Hashable, Codable, Sendable {
      package var label: String
      package var value: Value
      /// The id of the ``Receipt`` that explains the value.
      package var receipt: String?

      package init(_ label: String, _ value: Value, receipt: String? = nil) {
        self.label = label
        self.value = value
        self.receipt = receipt
      }
    }
  }
}
