import FupanData
import FupanMethods
import FupanReports

extension PresentationContext {
  /// The smallest group of answers that is shown: ten, or the report's own where it is larger.
  var minimumAnswers: Int { max(minimumGroup, 10) }

  /// The sentence that stands in place of a result of too few answers.
  func tooFew(_ n: Int, of title: String) -> [Report.Block] {
    [
      .prose(
        n == 0
          ? say(sentence: "“\(title)”还没有回答。", "'\(title)' has no answers yet.")
          : say(
            sentence: "“\(title)”只有 \(.integer(n)) 份回答，不足 \(.integer(minimumAnswers)) 份，不做统计。",
            """
            '\(title)' has only \(.integer(n)) answers, fewer than \(.integer(minimumAnswers)): \
            nothing is shown.
            """))
    ]
  }

  /// That figures are weighted, and what that costs.
  func weighted(_ effective: Value) -> Report.Block {
    let n = Report.Value(number: effective, places: 0)
    return .prose(
      say(
        sentence: "结果按权重计算，精度相当于 \(n) 份答卷。",
        "Answers are weighted, as sure as \(n) plain ones."))
  }

  /// What a reader should know of a small base, or nil.
  func caution(_ n: Int) -> Report.Sentence? {
    switch AnswerBase(n: n, minimum: minimumAnswers) {
    case .suppressed, .full: nil
    case .low:
      say(
        sentence: "只有 \(.integer(n)) 份回答，仅供参考，占比看整数即可。",
        "Only \(.integer(n)) answers: a hint, and whole percents are enough.")
    case .whole:
      say(
        sentence: "\(.integer(n)) 份回答，占比看整数即可。",
        "From \(.integer(n)) answers whole percents are enough.")
    }
  }

  /// The words of a test's result: whether groups differ, with its p.
  func verdict(p: Value) -> Report.Sentence {
    guard let p = p.double else {
      return say(sentence: "样本不足，无法检验差异。", "There is too little to test a difference.")
    }
    let value = self.p(p, places: 3)
    return p < 0.05
      ? say(sentence: "各组差异显著（\(value)）。", "The groups differ (\(value)).")
      : say(
        sentence: "各组无显著差异（\(value)）。",
        "No detectable difference between groups (\(value)).")
  }
}

extension Table {
  /// Cells of a row by the names of their columns.
  func cell(_ row: Int, _ name: String) -> Value { values(name)?[row] ?? .missing }
}

extension Report.Value {
  /// ▲ for more than expected, ▼ for less, nothing otherwise.
  init(mark value: Value) {
    switch value {
    case .integer(1): self = .text("▲")
    case .integer(-1): self = .text("▼")
    default: self = .text("")
    }
  }
}
