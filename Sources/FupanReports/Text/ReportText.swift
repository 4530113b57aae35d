import FupanDiagnostics

/// The fixed words of one report, in its language.
package struct ReportText: Sendable {
  package let language: Language

  package init(_ language: Language) { self.language = language }

  /// A phrase without places.
  package subscript(phrase: Phrase) -> String { phrase.text(in: language) }

  /// A phrase with its `{name}` places filled with words.
  package func callAsFunction(_ phrase: Phrase, _ words: KeyValuePairs<String, String>) -> String {
    spans(of: phrase) { name in words.first { $0.key == name }?.value }.joined()
  }

  /// A phrase with its `{name}` places filled with typed values.
  ///
  ///     text.sentence(.verdictPartlyMet, ["met": 4, "total": 6])
  package func sentence(_ phrase: Phrase, _ values: KeyValuePairs<String, Report.Value>)
    -> Report.Sentence
  {
    Report.Sentence(
      spans(of: phrase) { name -> Report.Sentence.Span? in
        values.first { $0.key == name }.map { .value($0.value, receipt: nil) }
      } words: {
        .words($0)
      })
  }

  /// The usual heading of a section.
  package func title(of section: Report.Section.Kind) -> String {
    let phrase: Phrase =
      switch section {
      case .verdict: .sectionVerdict
      case .goals: .sectionGoals
      case .timeline: .sectionTimeline
      case .funnel: .sectionFunnel
      case .channels: .sectionChannels
      case .people: .sectionPeople
      case .voice: .sectionVoice
      case .content: .sectionContent
      case .money: .sectionMoney
      case .experiments: .sectionExperiments
      case .why: .sectionWhy
      case .next: .sectionNext
      case .appendix: .sectionAppendix
      }
    return self[phrase]
  }

  /// The word of a status.
  package func word(_ status: Report.Status) -> String {
    let phrase: Phrase =
      switch status {
      case .met: .statusMet
      case .partlyMet: .statusPartlyMet
      case .missed: .statusMissed
      case .onTrack: .statusOnTrack
      case .atRisk: .statusAtRisk
      case .behind: .statusBehind
      case .notDue: .statusNotDue
      case .ok: .statusOk
      case .warning: .statusWarning
      case .fired: .statusFired
      case .open: .statusOpen
      case .doing: .statusDoing
      case .done: .statusDone
      case .overdue: .statusOverdue
      case .dropped: .statusDropped
      case .worked: .statusWorked
      case .didNotWork: .statusDidNotWork
      case .unknown: .statusUnknown
      }
    return self[phrase]
  }

  /// The word for what stands behind a cause.
  package func word(_ evidence: Report.Improvement.Evidence) -> String {
    let phrase: Phrase =
      switch evidence {
      case .missing: .evidenceMissing
      case .written: .evidenceWritten
      case .verified: .evidenceVerified
      }
    return self[phrase]
  }

  /// The word for why a value is not there.
  package func word(_ missing: Report.Missing) -> String {
    let phrase: Phrase =
      switch missing {
      case .noData: .missingNoData
      case .notApplicable: .missingNotApplicable
      case .notDue: .missingNotDue
      case .tooFew: .missingTooFew
      case .undefined: .missingUndefined
      }
    return self[phrase]
  }

  /// The word of a finding's severity.
  package func word(_ severity: Report.Finding.Severity) -> String {
    let phrase: Phrase =
      switch severity {
      case .good: .severityGood
      case .notice: .severityNotice
      case .warning: .severityWarning
      case .critical: .severityCritical
      }
    return self[phrase]
  }

  /// The heading of a callout that has none of its own.
  package func word(_ tone: Report.Tone) -> String {
    let phrase: Phrase =
      switch tone {
      case .good: .calloutGood
      case .caution: .calloutCaution
      case .bad: .calloutBad
      case .neutral: .calloutNeutral
      }
    return self[phrase]
  }

  /// What a change is measured against, when it has no name of its own.
  package func word(_ against: Report.Delta.Against) -> String {
    let phrase: Phrase =
      switch against {
      case .target: .againstTarget
      case .baseline: .againstBaseline
      case .campaign: .againstCampaign
      }
    return self[phrase]
  }

  /// Inputs by their labels, the pipeline's names behind them: `行为事件（events）、复盘台账（ledgers）`.
  func inputs(_ names: [String]) -> String {
    list(
      names.map { name in
        guard let label = CanonicalLabel.dataset(name, in: language),
          label.lowercased() != name
        else { return name }
        return language == .english ? "\(label) (\(name))" : "\(label)（\(name)）"
      })
  }

  /// What a partial report says of itself on its cover; nil where nothing lacks.
  func partial(_ report: Report) -> String? {
    guard let absent = report.absent, !absent.isEmpty else { return nil }
    let names = absent.map { input in
      let label = CanonicalLabel.dataset(input.dataset, in: language) ?? input.dataset
      let files = input.files.joined(separator: language == .english ? ", " : "、")
      return language == .english ? "\(label) (\(files))" : "\(label)（\(files)）"
    }
    return self(.partial, ["inputs": list(names)])
  }

  /// Names one after another: `订单、问卷`.
  package func list(_ names: [String]) -> String {
    names.joined(separator: language == .english ? ", " : "、")
  }

  private func spans(of phrase: Phrase, filling: (String) -> String?) -> [String] {
    spans(of: phrase, filling: filling, words: { $0 })
  }

  private func spans<Span>(
    of phrase: Phrase, filling: (String) -> Span?, words: (String) -> Span
  ) -> [Span] {
    var spans: [Span] = []
    var rest = phrase.text(in: language)[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      if open > rest.startIndex { spans.append(words(String(rest[..<open]))) }
      if let span = filling(String(rest[rest.index(after: open)..<close])) { spans.append(span) }
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { spans.append(words(String(rest))) }
    return spans
  }
}
