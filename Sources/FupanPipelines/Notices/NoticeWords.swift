import FupanData
import FupanDiagnostics
import FupanReports

/// The words of a notice in its language.
struct NoticeWords {
  let language: Language
  private let format: ReportFormat
  private let text: ReportText

  init(language: Language, currency: String) {
    self.language = language
    format = ReportFormat(language: language, currency: currency)
    text = ReportText(language)
  }

  private func said(_ chinese: String, _ english: String) -> String {
    language == .english ? english : chinese
  }

  func title(_ report: Report) -> String {
    let day = format.shortDate(report.asOf)
    return said("\(report.title) · \(day)", "\(report.title) · \(day)")
  }

  /// How the campaign stands: over or how far along, and the verdict's first sentence.
  func state(_ report: Report) -> String {
    var parts: [String] = []
    let verdict = report.sections.first { $0.kind == .verdict }
    for case .prose(let sentence) in verdict?.blocks ?? [] {
      parts.append(spoken(sentence))
      break
    }
    switch report.state {
    case .final: parts.insert(said("【已结束】", "Closed. "), at: 0)
    case .running(let progress):
      parts.insert(said("【进行中】", "Running. "), at: 0)
      if parts.count == 1 {
        parts.append(text[.timeProgress] + " " + format.exact(.ratio(progress)))
      }
    }
    return parts.joined()
  }

  func failure(_ attempt: PublishedRun.Attempt) -> String? {
    let codes = attempt.codes.prefix(3).joined(separator: ", ")
    let reason = codes.isEmpty ? "" : said("（\(codes)）", " (\(codes))")
    switch attempt.state {
    case .published: return nil
    case .running:
      return said("新一次运行尚未结束；以下是上一次的结果", "A new run has not ended; this is the one before")
    case .refused:
      return said(
        "最近一次运行：数据未通过检查\(reason)；以下是上一次的结果",
        "The last run refused its data\(reason); this is the one before")
    case .failed, .interrupted:
      return said(
        "最近一次运行没有完成\(reason)；以下是上一次的结果",
        "The last run did not finish\(reason); this is the one before")
    }
  }

  /// How old the data is, and when the report was made.
  func age(_ report: Report, now: Int64) -> String {
    let zone = report.timeZone.flatMap { TimeZoneRules(identifier: $0) } ?? .utc
    let days = Int(zone.localDay(now)) - report.asOf.daysSinceEpoch
    let age =
      days <= 0
      ? said("今天", "today")
      : days == 1 ? said("昨天", "yesterday") : said("\(days) 天前", "\(days) days ago")
    let made = report.generatedAt.prefix(16).map { $0 == "T" ? " " : String($0) }.joined()
    return said(
      "数据截至 \(report.asOf)（\(age)），报告生成于 \(made)",
      "Data up to \(report.asOf) (\(age)), report made \(made)")
  }

  func figure(_ card: Report.Card) -> String {
    var remarks: [String] = []
    if let target = card.target {
      let short = format.brief(target)
      let shown = short == format.brief(card.value) ? format.exact(target) : short
      remarks.append("\(text[.target]) \(shown)")
    }
    if let status = card.status { remarks.append(text.word(status)) }
    if let delta = card.deltas.first(where: { $0.against == .campaign })
      ?? card.deltas.first(where: { $0.against == .baseline })
    {
      let change =
        delta.points.map { format.exact(.points($0)) }
        ?? delta.relative.map { format.relative($0) }
      if let change { remarks.append("\(delta.name ?? text.word(delta.against)) \(change)") }
    }
    let value = "\(card.label) \(format.brief(card.value))"
    guard !remarks.isEmpty else { return value }
    let list = remarks.joined(separator: said("，", ", "))
    return said("\(value)（\(list)）", "\(value) (\(list))")
  }

  func alerts(_ count: Int) -> String { said("触发预警 \(count) 条", "Alerts that fired: \(count)") }

  func quiet(_ count: Int) -> String {
    said("检查了 \(count) 条预警，全部正常", "\(count) alerts were checked; none fired")
  }

  func alert(_ alert: PublishedRun.Alert) -> String {
    var name = language == .english ? alert.label.english : alert.label.chinese
    if !alert.place.isEmpty { name += said("（\(alert.place)）", " (\(alert.place))") }
    let level = alert.level == "fail" ? said("严重", "serious") : nil
    let owner = alert.owner.map { said("负责人 \($0)", "owner \($0)") }
    let remarks = [level, owner ?? said("未指定负责人", "nobody answers for it")]
      .compactMap { $0 }
    return ([name + said("：", ": ") + alert.shown] + remarks).joined(separator: said("，", ", "))
  }

  /// More lines than there was room for.
  func more(_ count: Int) -> String {
    said("……另有 \(count) 行，见报告", "… \(count) more lines are in the report")
  }

  private func spoken(_ sentence: Report.Sentence) -> String {
    sentence.spans.map { span in
      switch span {
      case .words(let words): words
      case .value(let value, _): format.brief(value)
      }
    }.joined()
  }
}
