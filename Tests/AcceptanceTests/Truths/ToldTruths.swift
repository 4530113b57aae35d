import FupanReports
import FupanSampleData

/// Which of the planted truths a report tells of, and of which it tells though they were left out.
struct ToldTruths {
  /// Told as it was planted.
  let found: PlantedTruths
  /// Told at all, whatever it says: a channel, a step, an item, a group, a day.
  let told: PlantedTruths

  /// What a report says of a truth: in which section, in which words, and of what.
  private struct Telling {
    let truth: PlantedTruths
    let section: Report.Section.Kind
    /// Words of the sentence, whatever it is about.
    let words: String
    /// What it must be about.
    let subject: String
  }

  private static let tellings: [Telling] = [
    Telling(truth: .winningChannel, section: .channels, words: "是它们的", subject: "社群的"),
    // A step worth working on is no claim that it loses most.
    Telling(truth: .dropOff, section: .funnel, words: "流失最多", subject: "“加购”到“下单”"),
    Telling(truth: .overBudget, section: .money, words: "实际花了", subject: "达人合作"),
    Telling(truth: .segment, section: .people, words: "值得召回", subject: ""),
    Telling(truth: .brokenDay, section: .timeline, words: "", subject: "2026-04-16"),
    Telling(truth: .spread, section: .people, words: "位新成员", subject: "活动期"),
    Telling(truth: .retentionGap, section: .people, words: "离开得最早", subject: "扫码入群"),
    Telling(
      truth: .experimentEffect, section: .experiments, words: "实验", subject: "结算页满减进度（B）胜过"),
    Telling(truth: .keywordSurge, section: .voice, words: "突然增多", subject: "漏液"),
    Telling(truth: .settlementGap, section: .money, words: "平台账单", subject: ""),
    Telling(truth: .slowResponse, section: .voice, words: "按时响应", subject: "A 级"),
    Telling(truth: .assistingChannel, section: .channels, words: "只看末次会低估", subject: "种草笔记"),
    Telling(
      truth: .livelierGroups, section: .experiments, words: "扣除走势和星期之后", subject: "群消息"),
    Telling(truth: .creatorVeto, section: .content, words: "笔记存活率低于", subject: "春日野餐家"),
    Telling(truth: .recommendationGap, section: .voice, words: "推荐意愿明显", subject: "抖音"),
  ]

  /// The truths of which a report tells where they are planted.
  static let all = tellings.map(\.truth)

  init(_ report: Report) {
    var found: PlantedTruths = []
    var told: PlantedTruths = []
    for (section, sentence) in ToldTruths.sentences(report) {
      for telling in ToldTruths.tellings
      where telling.section == section
        && (telling.words.isEmpty || sentence.contains(telling.words))
      {
        told.insert(telling.truth)
        if telling.subject.isEmpty || sentence.contains(telling.subject) {
          found.insert(telling.truth)
        }
      }
    }
    self.found = found
    self.told = told
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
