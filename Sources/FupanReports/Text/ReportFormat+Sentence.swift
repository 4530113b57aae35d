extension ReportFormat {
  /// A value as a sentence says it: in short, but in full where the sentence has another value that
  /// would read the same: `¥104,926.94` beside `¥105,084.14`, not `¥10.5万` twice.
  func written(_ value: Report.Value, in sentence: Report.Sentence) -> String {
    let short = brief(value)
    let isDoubtful = sentence.spans.contains { span in
      guard case .value(let other, _) = span, other != value else { return false }
      return brief(other) == short
    }
    return isDoubtful ? exact(value) : short
  }
}
