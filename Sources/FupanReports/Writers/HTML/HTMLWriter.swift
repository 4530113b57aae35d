import CLibCrypto
import Foundation
import FupanDiagnostics
import Mustache

/// Writes the report as one page that needs nothing else: no network, no font, no server.
///
/// Every chart is in the page twice as a still picture, for a narrow and for a wide reader, and
/// becomes a live one where scripts run. The page's policy allows its own scripts by their hashes
/// and nothing from outside.
package struct HTMLWriter: ReportWriter {
  package var selection: ReportSelection
  /// The name of the file.
  package var file: String
  /// Whether the page carries the scripts of live charts, about 1.1 MB.
  package var hasLiveCharts: Bool

  package init(
    file: String = "report.html", selection: ReportSelection = .all, hasLiveCharts: Bool = true
  ) {
    self.file = file
    self.selection = selection
    self.hasLiveCharts = hasLiveCharts
  }

  package func files(for report: Report) throws(Problems) -> [ReportFile] {
    try report.check()
    let page = try HTMLPage(report.selecting(selection), hasLiveCharts: hasLiveCharts)
    return [ReportFile(path: file, bytes: Array(try shell(around: page).utf8))]
  }

  private func shell(around page: HTMLPage) throws(Problems) -> String {
    let style =
      Asset.style.text
      + ":root{\(ChartPalette.variables(dark: false))}"
      + "@media screen and (prefers-color-scheme:dark){:root{\(ChartPalette.variables(dark: true))}}"
    let library = hasLiveCharts ? Asset.echarts.text : ""
    let script = (hasLiveCharts ? Asset.charts.text : "") + Asset.page.text
    let scripts = [library, script].filter { !$0.isEmpty }
    let policy = [
      "default-src 'none'",
      "script-src "
        + scripts.map { "'sha256-\(HTMLWriter.digest(of: $0))'" }.joined(separator: " "),
      "style-src 'unsafe-inline'",
      "style-src-elem 'sha256-\(HTMLWriter.digest(of: style))'",
      "style-src-attr 'unsafe-inline'",
      "img-src data:",
      "base-uri 'none'",
      "form-action 'none'",
    ].joined(separator: "; ")
    do {
      let template = try MustacheTemplate(string: Asset.shell.text)
      return template.render([
        "language": page.format.language.rawValue,
        "policy": policy,
        "title": page.report.title.neutral,
        "style": style,
        "skip": page.text[.skipToContent],
        "header": page.header.source,
        "contents": page.contents.source,
        "body": page.body.source,
        "library": library,
        "script": script,
      ])
    } catch {
      throw Problems(
        Diagnostic(
          .chartFailed, ["chart": .text(Asset.shell.rawValue), "reason": .text("\(error)")]))
    }
  }

  /// The SHA-256 of a text in base 64, as a content security policy names it.
  private static func digest(of text: String) -> String {
    var digest = [UInt8](repeating: 0, count: Int(fupan_sha256_length))
    let bytes = Array(text.utf8)
    guard fupan_sha256_of(bytes, bytes.count, &digest) else { return "" }
    return Data(digest).base64EncodedString()
  }
}
