import CLibCrypto
import Foundation
import Testing

@testable import FupanReports

@Suite struct HTMLWriterTests {
  private static let allowedTags: Set<String> = [
    "html", "head", "meta", "title", "link", "style", "body", "a", "svg", "symbol", "circle",
    "path", "div", "details", "summary", "nav", "p", "ol", "ul", "li", "main", "header", "h1",
    "h2", "h3", "span", "dl", "dt", "dd", "time", "section", "article", "figure", "figcaption",
    "table", "thead", "tbody", "tr", "th", "td", "script", "aside", "use", "b", "code",
  ]
  private static let drawingTags: Set<String> = [
    "path", "rect", "text", "tspan", "g", "defs", "clipPath", "circle", "polyline", "polygon",
    "line", "use", "symbol", "ellipse",
  ]
  private static let allowedAttributes: Set<String> = [
    "lang", "charset", "http-equiv", "content", "name", "rel", "href", "class", "id", "style",
    "aria-hidden", "aria-label", "aria-labelledby", "aria-sort", "role", "scope", "tabindex",
    "title", "type", "viewBox", "d", "cx", "cy", "r", "fill", "stroke", "stroke-width",
    "preserveAspectRatio",
  ]

  /// Pages that several tests look at, each written once.
  private static let chinese = Result { try page(.chinese) }
  private static let english = Result { try page(.english) }
  private static let hostile = Result {
    try page(SampleReport(language: .simplifiedChinese, marker: SampleReport.hostile))
  }

  private static func page(_ sample: SampleReport) throws -> String {
    try HTMLWriter().files(for: sample.report)[0].text
  }

  @Test("text of data opens no element and no attribute")
  func hostile() throws {
    let calm = SampleReport(language: .simplifiedChinese, marker: "甲")
    let before = MarkupScanner(try Self.page(calm))
    let after = MarkupScanner(try Self.hostile.get())
    #expect(after.faults.isEmpty, "\(after.faults)")
    func skeleton(_ scanner: MarkupScanner) -> [String] {
      scanner.tags.filter { $0.depthInDrawing == 0 }.map { tag in
        "\(tag.name) \(tag.attributes.map { $0.name }.joined(separator: " "))"
      }
    }
    // The hover text of a short form is the only attribute that depends on a value.
    #expect(skeleton(before) == skeleton(after))
    for tag in after.tags {
      let inside = tag.depthInDrawing > 0
      #expect((inside ? Self.drawingTags : Self.allowedTags).contains(tag.name), "\(tag.name)")
      for (name, _) in tag.attributes {
        #expect(!name.lowercased().hasPrefix("on"), "\(tag.name) \(name)")
        if !inside { #expect(Self.allowedAttributes.contains(name), "\(tag.name) \(name)") }
      }
    }
  }

  @Test("no control character and no change of direction reaches the page")
  func neutral() throws {
    let html = try Self.hostile.get()
    for scalar in html.unicodeScalars {
      let isControl = scalar.value < 0x20 && scalar != "\n" && scalar != "\t"
      let turns =
        (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
      #expect(
        !isControl && !turns && scalar.value != 0x2028, "U+\(String(scalar.value, radix: 16))")
    }
    #expect(html.contains("{{title}}"), "data is not a template")
  }

  @Test("the page refers to nothing outside itself")
  func selfContained() throws {
    let scanner = MarkupScanner(try Self.chinese.get())
    #expect(scanner.faults.isEmpty)
    for tag in scanner.tags {
      for (name, value) in tag.attributes {
        switch name {
        case "href", "xlink:href": #expect(value.hasPrefix("#") || value == "data:,", "\(value)")
        case "src", "srcset", "action", "poster": Issue.record("\(tag.name) has \(name)")
        case "style", "fill", "stroke", "clip-path":
          #expect(!value.contains("url(") || value.contains("url(#"), "\(value)")
        default: break
        }
      }
    }
    for style in scanner.rawTexts where style.name == "style" {
      #expect(!style.text.contains("url(") && !style.text.contains("@import"))
    }
  }

  @Test("every link leads to a place on the page, and no two places share a name")
  func anchors() throws {
    let scanner = MarkupScanner(try Self.english.get())
    let ids = scanner.tags.flatMap { $0.attributes.filter { $0.name == "id" }.map { $0.value } }
    #expect(Set(ids).count == ids.count)
    for tag in scanner.tags {
      for (name, value) in tag.attributes {
        if name == "href", value.hasPrefix("#") {
          #expect(ids.contains(String(value.dropFirst())), "\(value)")
        }
        if name == "aria-labelledby" { #expect(ids.contains(value), "\(value)") }
      }
    }
    #expect(scanner.tags.contains { tag in tag.attributes.contains { $0.value == "#receipt-1" } })
  }

  @Test("the policy allows exactly the scripts and the style that the page holds")
  func policy() throws {
    let scanner = MarkupScanner(try Self.english.get())
    let policy = try #require(
      scanner.tags.first { $0.attributes.contains { $0.name == "http-equiv" } }?.attributes.first {
        $0.name == "content"
      }?.value.replacing("&#39;", with: "'"))
    #expect(policy.hasPrefix("default-src 'none'; "))
    var hashes: Set<String> = []
    for raw in scanner.rawTexts where raw.attributes["type"] == nil {
      var digest = [UInt8](repeating: 0, count: 32)
      let bytes = Array(raw.text.utf8)
      #expect(fupan_sha256_of(bytes, bytes.count, &digest))
      let hash = "'sha256-\(Data(digest).base64EncodedString())'"
      #expect(policy.contains("\(raw.name)-src\(raw.name == "style" ? "-elem" : "") "))
      #expect(policy.contains(hash), "\(raw.name)")
      hashes.insert(hash)
    }
    #expect(policy.split(separator: "'").filter { $0.hasPrefix("sha256-") }.count == hashes.count)
    #expect(hashes.count == 3)
  }

  @Test("charts are in the page as pictures in two widths, each with words for it")
  func charts() throws {
    let html = try Self.chinese.get()
    let scanner = MarkupScanner(html)
    let drawings = scanner.tags.filter { $0.attributes.contains { $0.value == "drawing" } }
    #expect(drawings.count == 12)
    for drawing in drawings {
      #expect(drawing.attributes.contains { $0.name == "role" && $0.value == "img" })
      #expect(drawing.attributes.contains { $0.name == "aria-label" && !$0.value.isEmpty })
    }
    #expect(html.ranges(of: "class=\"still narrow\"").count == 12)
    #expect(html.ranges(of: "class=\"still wide\"").count == 12)
    let shown = scanner.rawTexts.reduce(html) { $0.replacing($1.text, with: "") }
    for slip in ["NaN", "undefined", "[object"] { #expect(!shown.contains(slip), "\(slip)") }
  }

  @Test("a section without data names the input it needs")
  func missingSection() throws {
    #expect(try Self.chinese.get().contains("这一节需要输入：问卷（survey）。"))
    #expect(try Self.english.get().contains("This section needs the input survey."))
  }

  @Test("colours of charts follow the page's scheme")
  func schemes() throws {
    let scanner = MarkupScanner(try Self.english.get())
    var coloured = 0
    for tag in scanner.tags where tag.depthInDrawing > 0 {
      let named = Dictionary(
        tag.attributes.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
      for name in ["fill", "stroke"] {
        guard let value = named[name], value != "none", named["\(name)-opacity"] != "0",
          named["\(name)-width"] != "0"
        else { continue }
        // Black fills stand in clip paths, which show nothing.
        #expect(
          value.hasPrefix("var(--") || value == "currentColor"
            || (value == "#000" && tag.name == "path"),
          "\(tag.name) \(value)")
        coloured += 1
      }
    }
    #expect(coloured > 200)
  }

  @Test("the same report gives the same bytes, also when read back from JSON")
  func deterministic() throws {
    let report = SampleReport.chinese.report
    let writer = HTMLWriter(hasLiveCharts: false)
    let first = try writer.files(for: report)[0].bytes
    #expect(try writer.files(for: report)[0].bytes == first)
    let read = try Report(json: JSONWriter().files(for: report)[0].bytes)
    #expect(try writer.files(for: read)[0].bytes == first)
  }
}
