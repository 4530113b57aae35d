import Testing

@testable import FupanFormats

/// Words that are not declared are named, however the chunks fall.
struct UnknownWordsTests {
  private func words(_ texts: some Sequence<String>) -> UnknownWords {
    var words = UnknownWords()
    for text in texts {
      Array(text.utf8).withUnsafeBufferPointer { words.addReplaced($0) }
    }
    return words
  }

  @Test func theMostFrequentComesFirst() {
    let found = words(["拆单", "风控中", "风控中", "e\u{301}", "é"])
    #expect(found.count == 5)
    let told = found.ordered.map { "\($0.word) \($0.count)" }
    #expect(told == ["风控中 2", "e\u{301} 1", "é 1", "拆单 1"])
  }

  @Test func chunksAddUpToTheSame() {
    let texts = (0..<500).map { "状态\(($0 * 7) % 40)" }
    let whole = words(texts)
    #expect(whole.ordered.count == 12)
    #expect(whole.count == 500)
    for size in [1, 3, 11, 64] {
      var sum = UnknownWords()
      for start in stride(from: 0, to: texts.count, by: size) {
        sum = sum + words(texts[start..<min(start + size, texts.count)])
      }
      #expect(sum == whole)
    }
  }

  @Test func longWordsAreCut() {
    #expect(words([String(repeating: "长", count: 100)]).ordered.first?.word.count == 40)
  }
}
