import FupanConfig
import FupanDiagnostics
import Testing

@Suite struct MutatedDocumentTests {
  /// A linear congruential generator (Knuth, MMIX), so that every run tries the same documents.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 32) | (state << 32)
    }
  }

  private static let document = """
    # 春日焕新 2026
    period: 2026-04-10..2026-04-24
    phases: [预热: 2026-04-10..2026-04-13, 爆发: 2026-04-14..2026-04-19]
    targets:
      - revenue: {goal: 60万, owner: "周 \\u4e2d"}
      - conversion: {goal: +30%}
      - roi
    expect:
      rules: &rules
        - {column: a, fresh: 26h}
        - column: 'it''s'
          filled: 8%
      unique: [platform, order_id]
    select: >
      one
      two
    """

  @Test func brokenDocumentsAreRefusedWithAPlaceInside() throws {
    _ = try decode(Campaign.self, Self.document)
    var generator = Generator(state: 42)
    let pieces = [
      "：", "，", "\t", "\r\n", "\"", "'", "[", "]", "{", "}", ": ", "- ", "&a", "*rules",
      "\n", "!x ", "? ", "| ", ", ", "#", "%", "\u{1}", "（", "\u{2028}", "\\", "<<: ", "a: ", "~",
    ]
    var refused = 0
    for _ in 0..<1500 {
      var text = Array(Self.document)
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let at = Int.random(in: 0..<text.count, using: &generator)
        if Bool.random(using: &generator) {
          text.remove(at: at)
        } else {
          text.insert(contentsOf: pieces.randomElement(using: &generator) ?? "", at: at)
        }
      }
      let source = SourceFile(name: "f", text: String(text))
      do throws(Problems) {
        _ = try Campaign.decode(YAMLDocument.parse(String(text), file: "f").root)
      } catch {
        refused += 1
        for problem in error.all {
          let place = try #require(problem.place)
          #expect((1...source.lines.count + 1).contains(place.line), "\(problem.code) \(place)")
          #expect(problem.code != "unreadable")
          #expect(!DiagnosticRenderer(sources: [source]).text(problem).isEmpty)
        }
      }
    }
    #expect(refused > 700)
  }
}
