import Testing

@testable import FupanReports

@Suite struct MarkdownWriterTests {
  @Test("text of data is no markup, no link and no mention")
  func hostile() throws {
    var sample = SampleReport.chinese
    sample.marker = SampleReport.hostile + "@all www.x.example"
    let files = try MarkdownWriter().files(for: sample.report)
    let text = files[0].text
    #expect(!text.contains("<img") && !text.contains("<!--") && !text.contains("</script"))
    #expect(!text.contains("http://") && !text.contains("@all") && !text.contains("www."))
    #expect(!text.contains("javascript:"))
    for tag in text.matches(of: /<[^>]*>/) {
      #expect(
        ["<details>", "<summary>", "</summary>", "</details>"].contains(String(tag.output)))
    }
    for link in text.matches(of: /\]\(([^)]*)\)/) where !link.output.0.hasPrefix("\\") {
      let start = link.range.lowerBound
      guard start == text.startIndex || text[text.index(before: start)] != "\\" else { continue }
      #expect(link.output.1.wholeMatch(of: /report\/[a-z_]+\.svg/) != nil, "\(link.output.1)")
    }
    for picture in files.dropFirst() {
      let scanner = MarkupScanner(picture.text)
      #expect(scanner.faults.isEmpty, "\(picture.path): \(scanner.faults)")
      #expect(!picture.text.contains("onerror=\""))
    }
  }

  @Test("every row of a table has its cells, and they line up in a fixed-width font")
  func alignment() throws {
    for sample in [SampleReport.chinese, .english] {
      let lines = try MarkdownWriter().files(for: sample.report)[0].text.split(
        separator: "\n", omittingEmptySubsequences: false)
      var width: Int?
      var tables = 0
      for line in lines {
        guard line.hasPrefix("| ") else {
          width = nil
          continue
        }
        let columns = String(line).displayWidth
        if let width { #expect(columns == width, "\(line)") } else { tables += 1 }
        width = columns
      }
      #expect(tables >= 18)
    }
  }

  @Test("each chart is a picture beside the text")
  func pictures() throws {
    let files = try MarkdownWriter(file: "日报 1.md").files(for: SampleReport.chinese.report)
    #expect(files.count == 13)
    #expect(files[1].path == "日报 1/daily_revenue.svg")
    #expect(files[0].text.contains("(%E6%97%A5%E6%8A%A5%201/daily_revenue.svg)"))
    #expect(files[1].text.hasPrefix("<svg width=\"760\""))
  }
}
