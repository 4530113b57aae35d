import FupanDiagnostics
import FupanReports

extension RunDifference {
  /// The causes that contributed anything, in their order.
  package var causes: [DifferenceCause] {
    DifferenceCause.allCases.filter { cause in
      metrics.contains { $0.parts.contains { $0.cause == cause } }
    }
  }

  /// What has to be said beside the numbers, a sentence each.
  package func remarks(in language: Language) -> [String] {
    var sentences: [String] = []
    for remark in [
      DifferenceRemark.entered, .definitionChanged, .noRows, .notReproduced,
    ] {
      let labels = metrics.filter { $0.remarks.contains(remark) }.map { $0.label }
      guard !labels.isEmpty else { continue }
      let names = SectionText(language).list(labels)
      sentences.append(remark.sentence(names, in: language))
    }
    return sentences
  }

  /// A number of a metric for readers: `¥1,200.00`, `24.71%`; changes with their sign, `+0.35 pp`.
  package func words(
    _ number: Report.ExactNumber?, _ unit: MetricDifference.Unit, isChange: Bool,
    in language: Language
  ) -> String {
    guard let number else { return ReportText(language)[.missingNoData] }
    let format = ReportFormat(language: language, currency: after.report.currency)
    func digits(_ places: Int) -> String {
      let value = Report.Value.number(number.approximation, places: places)
      return isChange ? format.signed(value) : format.exact(value)
    }
    switch unit {
    case .money: return isChange ? format.signed(.money(number)) : format.exact(.money(number))
    case .count: return digits(0)
    case .number(let places): return digits(places)
    case .multiple: return digits(unit.places) + "×"
    case .percent(let places):
      guard isChange else { return digits(places) + "%" }
      return digits(places) + " " + ReportText(language)[.unitPoints]
    }
  }
}

extension DifferenceRemark {
  fileprivate func sentence(_ names: String, in language: Language) -> String {
    let isEnglish = language == .english
    switch self {
    case .entered:
      return isEnglish
        ? "One side was entered by hand: \(names)." : "有一方的数字是手工录入的：\(names)。"
    case .definitionChanged:
      return isEnglish
        ? "Defined otherwise, or with other parameters: \(names). What that changes in rows that both runs have counts as definitions; rows that only the new definition lets in count as late."
        : "口径或参数不同：\(names)。两次都有的行因此而变的部分算作口径；只有新口径才收进来的行算作迟到。"
    case .noRows:
      return isEnglish
        ? "Not told apart: \(names). A run kept no rows for it, or too many to keep."
        : "未能拆分：\(names)。有一次运行没有留下对应的行，或行数太多没有保留。"
    case .notReproduced:
      return isEnglish
        ? "Not told apart: \(names). The rows that were kept do not give the reported figure again."
        : "未能拆分：\(names)。留下的行算不回报告里的数字。"
    }
  }
}
