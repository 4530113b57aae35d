import Foundation
import FupanTestSupport
import Testing

@testable import FupanReports

/// The cases in `Tests/Cases/reports`: each is a `report.json` and what the writers make of it.
@Suite struct ReportGoldenTests {
  private static let folder = FunctionCase.folder.appending(path: "reports")
  private static let samples: [(name: String, sample: SampleReport)] = [
    ("every_block_in_chinese", .chinese),
    (
      "running_campaign_in_english",
      SampleReport(language: .english, state: .running(timeProgress: 0.6))
    ),
  ]

  @Test("reports are written as their cases say", arguments: samples.map { $0.name })
  func golden(name: String) throws {
    let sample = try #require(Self.samples.first { $0.name == name }?.sample)
    let json = try JSONWriter().files(for: sample.report)[0]
    try compare(json.text, name, "report.json")
    let report = try Report(json: json.bytes)
    let markdown = try MarkdownWriter().files(for: report)[0]
    try compare(markdown.text, name, "report.md")
    let page = try HTMLWriter(hasLiveCharts: false).files(for: report)[0].text
    try compare(Self.withoutDrawings(page), name, "report.html")
  }

  private func compare(_ text: String, _ name: String, _ file: String) throws {
    let place = Self.folder.appending(path: name).appending(path: file)
    if let accepted = ProcessInfo.processInfo.environment["FUPAN_ACCEPT"], !accepted.isEmpty,
      "reports/\(name)".contains(accepted)
    {
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: place)
    }
    let expected = try String(decoding: Data(contentsOf: place), as: UTF8.self)
    let same = expected.utf8.elementsEqual(text.utf8)
    #expect(same, "\(name)/\(file): \(Self.firstDifference(expected, text))")
  }

  /// The page without its style, scripts and drawings, which have tests of their own.
  private static func withoutDrawings(_ page: String) -> String {
    var page = page
    for (open, close, filler) in [
      ("<style>", "</style>", "…"), ("<script>", "</script>", "…"),
      ("<meta http-equiv", ">", " …"), ("<div class=\"still narrow\">", "</div>", "…"),
      ("<div class=\"still wide\">", "</div>", "…"),
    ] {
      var result = ""
      var rest = page[...]
      while let start = rest.range(of: open), let end = rest[start.upperBound...].range(of: close) {
        result += rest[..<start.upperBound] + filler + close
        rest = rest[end.upperBound...]
      }
      page = result + rest
    }
    return page
  }

  private static func firstDifference(_ expected: String, _ text: String) -> String {
    let (left, right) = (Array(expected.utf8), Array(text.utf8))
    let at = zip(left, right).prefix { $0 == $1 }.count
    func near(_ bytes: [UInt8]) -> String {
      String(decoding: bytes[max(0, at - 60)..<min(bytes.count, at + 60)], as: UTF8.self)
    }
    return "expected …\(near(left))… but wrote …\(near(right))…"
  }
}
