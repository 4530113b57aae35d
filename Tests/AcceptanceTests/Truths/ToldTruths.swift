import FupanReports
import FupanSampleData

/// Which of the planted truths a report tells of, and of which it tells though they were left out.
struct ToldTruths {
  /// Told as it was planted.
  let found: PlantedTruths
  /// Told at all, whatever it says: a channel, a step, an item, a group, a day.
  let told: PlantedTruths

  init(_ report: Report) {
    var found: PlantedTruths = []
    var told: PlantedTruths = []
    for (kind, sentence) in ToldTruths.sentences(report) {
      guard let truth = ToldTruths.truth(of: kind, sentence) else { continue }
      told.insert(truth)
      let marks: [String] =
        switch truth {
        case .winningChannel: ["社群的"]
        case .dropOff: ["“加购”到“下单”"]
        case .overBudget: ["达人合作"]
        case .brokenDay: ["2026-04-16"]
        default: []
        }
      if marks.allSatisfy(sentence.contains) { found.insert(truth) }
    }
    self.found = found
    self.told = told
  }

  private static func truth(of kind: Report.Section.Kind, _ sentence: String) -> PlantedTruths? {
    switch kind {
    case .channels: .winningChannel
    // A step worth working on is no claim that it loses most.
    case .funnel: sentence.contains("流失最多") ? .dropOff : nil
    case .money: .overBudget
    case .people: .segment
    case .timeline: .brokenDay
    default: nil
    }
  }

  /// The findings of each section as text.
  private static func sentences(_ report: Report) -> [(Report.Section.Kind, String)] {
    report.sections.flatMap { section in
      section.blocks.flatMap { block -> [(Report.Section.Kind, String)] in
        guard case .findings(let findings) = block else { return [] }
        return findings.map { finding in
          (section.kind, finding.sentence.spans.map { text($0) }.joined())
        }
      }
    }
  }

  private static func text(_ part: Report.Sentence.Span) -> String {
    switch part {
    case .words(let words): words
    case .value(.date(let day), _): day.description
    case .value(.text(let text), _): text
    default: "…"
    }
  }
}
