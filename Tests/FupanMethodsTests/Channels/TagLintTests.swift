import FupanMethods
import Testing

@Suite struct TagLintTests {
  private func spellings(
    _ sources: KeyValuePairs<String, Int>, known: [String] = []
  ) -> [String] {
    TagLint(sources: sources.map { ($0.key, $0.value) }, known: known).findings
      .map { "\($0.tag) → \($0.like ?? "")" }
  }

  @Test func oneEditMakesTheRarerSpellingDoubtful() {
    #expect(
      spellings(["wechat": 90, "wecht": 3, "weechat": 2, "wechet": 1])
        == ["wecht → wechat", "weechat → wechat", "wechet → wechat"])
  }

  @Test func letterCaseAndWidthAreSpellingsToo() {
    #expect(
      spellings(["wechat": 90, "WeChat": 40, "ＷＥＣＨＡＴ": 1])
        == ["WeChat → wechat", "ＷＥＣＨＡＴ → wechat"])
  }

  @Test func numbersAndTwoLettersAreNoSpellings() {
    #expect(
      spellings(["kol1": 9, "kol2": 8, "kol12": 7, "qq": 5, "qr": 4, "a": 3, "b": 2]).isEmpty)
  }

  @Test func whatIsTwoEditsApartIsAnotherSource() {
    #expect(spellings(["wechat": 9, "wechta": 8, "weibo": 1]).isEmpty)
  }

  @Test func theSpellingOfTheMapIsRight() {
    #expect(spellings(["wecomm": 90, "wecom": 2], known: ["wecom"]) == ["wecomm → wecom"])
    #expect(spellings(["wecomm": 90], known: ["wecom"]) == ["wecomm → wecom"])
    #expect(spellings(["xhs": 9, "xhss": 1], known: ["xhs", "xhss"]).isEmpty)
  }

  @Test func equallyUsualSpellingsAreToldTheSameWhateverTheirOrder() {
    let one = spellings(["alpha": 5, "alphb": 5])
    #expect(one == ["alphb → alpha"] && spellings(["alphb": 5, "alpha": 5]) == one)
  }

  @Test func mediaOutsideTheVocabularyAreTold() {
    let lint = TagLint(
      sources: [], media: [("cpc", 9), ("cpcc", 2), ("kol_a", 1)], vocabulary: ["CPC", "kol*"])
    #expect(lint.findings.map { $0.tag } == ["cpcc"] && lint.findings[0].kind == .medium)
    #expect(TagLint(sources: [], media: [("x", 1)]).findings.isEmpty)
  }
}
