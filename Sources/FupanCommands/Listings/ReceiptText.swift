import FupanDiagnostics
import FupanReports

/// A receipt for people.
struct ReceiptText {
  private let receipt: Report.Receipt
  private let format: ReportFormat
  private let language: Language

  init(_ receipt: Report.Receipt, of report: Report, _ language: Language) {
    self.receipt = receipt
    self.language = language
    format = ReportFormat(language: language, currency: report.currency)
  }

  var text: String {
    var lines: [(String, String)] = [
      (word("figure", "指标"), "\(receipt.label) (\(receipt.metric))"),
      (word("value", "数值"), format.exact(receipt.value)),
      (word("definition", "口径"), receipt.formula.text(in: language)),
    ]
    if let filter = receipt.filter { lines.append((word("where", "条件"), filter)) }
    if let numerator = receipt.numerator {
      lines.append((word("numerator", "分子"), format.exact(numerator)))
    }
    if let denominator = receipt.denominator {
      lines.append((word("denominator", "分母"), format.exact(denominator)))
    }
    if let n = receipt.n { lines.append((word("rows", "行数"), String(n))) }
    if let missing = receipt.nMissing { lines.append((word("missing", "缺失"), String(missing))) }
    if let window = receipt.window {
      lines.append((word("days", "日期"), "\(window.first)..\(window.last)"))
    }
    if let version = receipt.definitionVersion {
      lines.append((word("version", "版本"), version))
    }
    for input in receipt.inputs {
      lines.append(
        (
          word("input", "来源"),
          "\(input.name)  \(input.rows) \(word("rows", "行"))  sha256 \(input.sha256)"
        ))
    }
    let width = lines.map { DisplayWidth.of($0.0) }.max() ?? 0
    return lines.map {
      DisplayWidth.padded($0.0, to: width) + "  " + TerminalText.escaped($0.1) + "\n"
    }.joined()
  }

  private func word(_ english: String, _ chinese: String) -> String {
    language == .english ? english : chinese
  }
}
