import FupanMethods
import Testing

@Suite struct TextSentimentTests {
  /// The lexicon of the worked example.
  static let example = SentimentLexicon(
    parsing: """
      [polarity 2]
      好 满意 不错 有趣 good
      [polarity 1.5]
      推荐
      [polarity -2.5]
      失望
      [polarity -1.5]
      慢 贵 expensive
      [polarity 3]
      great
      [negator]
      不 没 没有 不是很 not isn't
      [degree 1.8]
      极其 extremely
      [degree 1.5]
      非常 特别 超 太 very too
      [degree 1.4]
      really
      [degree 1.3]
      so
      [degree 1.25]
      很
      [degree 1.1]
      挺 quite
      [degree 0.9]
      比较
      [degree 0.7]
      有点
      [degree 0.6]
      稍微 slightly
      [adversative]
      但是 但 不过 可是 却 but however
      """)

  @Test(
    "EX-20.1: comments by the lexicon",
    arguments: [
      ("客服态度非常好", 3.0, 0.612372, "pos"), ("质量不好", -1.5, -0.361158, "neg"),
      ("不是很满意", -1.5, -0.361158, "neg"), ("很不满意", -1.875, -0.435745, "neg"),
      ("不错，推荐", 3.5, 0.670478, "pos"), ("活动很有趣，但是物流太慢了", -1.175, -0.290317, "neg"),
      ("没有失望", 1.875, 0.435745, "pos"), ("有点贵", -1.05, -0.261663, "neg"),
      ("not very good", -1.5, -0.361158, "neg"),
      ("product is really great but too expensive", 0.015, 0.003873, "neu"),
      ("收到了", 0, 0, "neu"),
    ])
  func commentsByTheLexicon(text: String, raw: Double, norm: Double, label: String) throws {
    let lexicon = try #require(Self.example)
    let sentiment = TextSentiment(NormalisedText(text), by: lexicon)
    #expect(sentiment.raw.doubleValue == raw)
    #expect(isClose(sentiment.norm, norm, 6))
    #expect(sentiment.label.rawValue == label)
    #expect(sentiment.isCovered == (text != "收到了"))
  }

  @Test func spellingDoesNotMatter() throws {
    let lexicon = try #require(Self.example)
    for text in ["ＮＯＴ　very\u{200B} GOOD!", "not  very good", "Not very good…"] {
      #expect(TextSentiment(NormalisedText(text), by: lexicon).raw.doubleValue == -1.5)
    }
    // Whole tokens only, and the longest term.
    #expect(TextSentiment(NormalisedText("goodbye"), by: lexicon).hits == 0)
    #expect(TextSentiment(NormalisedText("不错"), by: lexicon).hits == 1)
    #expect(TextSentiment(NormalisedText("isn’t good"), by: lexicon).raw.doubleValue == -1.5)
  }

  @Test func emptyTextsAreNotCovered() throws {
    let lexicon = try #require(Self.example)
    for text in ["", "   ", "？？？", "😀", "，。"] {
      let sentiment = TextSentiment(NormalisedText(text), by: lexicon)
      #expect(sentiment.label == .neutral && !sentiment.isCovered && sentiment.norm == 0)
    }
  }

  @Test func longTextsStayWithinBounds() throws {
    let lexicon = try #require(Self.example)
    let text = String(repeating: "极其极其极其极其好。", count: 2000)
    let sentiment = TextSentiment(NormalisedText(text), by: lexicon)
    #expect(sentiment.hits == 2000 && sentiment.label == .positive)
    #expect(sentiment.norm > 0.99 && sentiment.norm <= 1)
  }

  @Test func aUsersWordsComeFirst() throws {
    let lexicon = try #require(Self.example).adding([("种草", 150), ("贵", -50)])
    #expect(TextSentiment(NormalisedText("种草了"), by: lexicon).raw.doubleValue == 1.5)
    #expect(TextSentiment(NormalisedText("贵"), by: lexicon).raw.doubleValue == -0.5)
  }

  @Test func whatIsNoLexiconIsRefused() {
    #expect(SentimentLexicon(parsing: "好") == nil)
    #expect(SentimentLexicon(parsing: "[polarity 5]\n好") == nil)
    #expect(SentimentLexicon(parsing: "[polarity x]\n好") == nil)
    #expect(SentimentLexicon(parsing: "[fold]\n錯错错") == nil)
    #expect(SentimentLexicon(parsing: "[fold]\n錯错\n[negator]\n不")?.entries.count == 1)
  }

  @Test("EX-20.2: a share corrected for what the classifier misses")
  func sharesAreCorrected() throws {
    let z = 1.96
    let half = z * (0.34 * 0.66 / 500).squareRoot()
    let observed = Estimate(
      0.34, n: 500, interval: Interval(0.34 - half, 0.34 + half, method: .delta))
    let correction = try #require(ShareCorrection(sensitivity: 0.85, falsePositives: 0.08))
    let share = correction.corrected(observed)
    #expect(isClose(share.value, 0.337662, 6))
    #expect(isClose(share.interval, 0.283737, 0.391588, 6))
    #expect(ShareCorrection(sensitivity: 0.3, falsePositives: 0.1) == nil)
    #expect(correction.corrected(0.01) == 0 && correction.corrected(0.99) == 1)
  }

  @Test("EX-20.3: a confusion matrix has its scores")
  func confusionHasItsScores() throws {
    let matrix = try #require(ConfusionMatrix([[40, 6, 4], [8, 55, 7], [5, 9, 66]]))
    for (index, expected) in [0.776699, 0.785714, 0.840764].enumerated() {
      #expect(isClose(matrix.f1(index), expected, 6))
    }
    #expect(isClose(matrix.macroF1, 0.801059, 6))
    #expect(isClose(matrix.kappa, 0.703309, 6))
    #expect(ConfusionMatrix([[0, 0], [0, 0]])?.macroF1 == nil)
    #expect(ConfusionMatrix([[1, 2]]) == nil)
  }

  @Test("EX-20.4: terms that belong to one corpus")
  func termsOfOneCorpus() throws {
    let term = try #require(
      TermKeyness(count: 45, size: 10_000, otherCount: 20, otherSize: 15_000))
    #expect(isClose(term.g2, 22.65776075, 8))
    #expect(isClose(term.p, 1.9358e-06, 10))
    #expect(isClose(term.logRatio, 1.754888, 6))
    #expect(isClose(term.bic, 12.5311, 4))
    let only = try #require(
      TermKeyness(count: 12, size: 10_000, otherCount: 0, otherSize: 15_000))
    #expect(isClose(only.g2, 21.990978, 6))
    #expect(isClose(only.logRatio, 5.169925, 6))
    #expect(TermKeyness(count: 0, size: 1, otherCount: 0, otherSize: 1) == nil)
  }

  @Test("EX-20.5: phrases that hold together and stand free")
  func phrasesAreFound() throws {
    let discovery = PhraseDiscovery([
      "奖励不够吸引人", "奖励不够多", "签到排队太久", "排队太久了", "奖励不够", "签到排队",
    ])
    let queue = try #require(discovery.phrases.first { $0.text == "排队" })
    #expect(queue.count == 3)
    #expect(isClose(queue.cohesion, 2.335375, 6))
    #expect(isClose(queue.freedom, 0.636514, 6))
    let reward = try #require(discovery.phrases.first { $0.text == "奖励不够" })
    #expect(reward.count == 3 && isClose(reward.freedom, 1.098612, 6))
    #expect(discovery.candidates.first { $0.text == "励不够" }?.freedom == 0)
    #expect(discovery.phrases.map { $0.text } == ["奖励不够", "排队"])
    #expect(PhraseDiscovery([]).phrases.isEmpty)
  }

  @Test("EX-20.6: a word that comes up all at once")
  func wordsThatComeUp() {
    let base = [3, 5, 4, 4, 2, 6, 4]
    let surge = KeywordSurge(count: 18, base: base)
    #expect(surge.ratio == 4.5)
    #expect(isClose(surge.p, 3.898796e-06, 12))
    #expect(isClose(PoissonTail.atLeast(18, mean: 4), 2.4818e-07, 11))
    #expect(surge.isSurge(at: surge.p))
    let calm = KeywordSurge(count: 8, base: base)
    #expect(isClose(calm.p, 0.067914, 6))
    #expect(!calm.isSurge(at: calm.p))
    #expect(KeywordSurge(count: 8, base: []).p == nil)
    let new = KeywordSurge(count: 6, base: [0, 0, 0, 0, 0, 0, 0])
    #expect(new.ratio == nil && new.isSurge(at: new.p))
    // Four times the comments explain four times the mentions.
    let busier = KeywordSurge(count: 18, base: base, volume: (now: 400, base: [100, 100]))
    #expect(busier.exposure == 4 && !busier.isSurge(at: busier.p))
    #expect(KeywordSurge(count: 18, base: base, volume: (now: 120, base: [100])).exposure == 1)
  }

  @Test func whatTellsWhoSomebodyIsIsHidden() {
    let shown = [
      ("加我13800138000，晚上联系", "加我***，晚上联系"),
      ("电话 138-0013-8000 谢谢", "电话 *** 谢谢"),
      ("身份证11010519491231002X吗", "身份证***吗"), ("写信到 li.lei@example.com 吧", "写信到 *** 吧"),
      ("车牌粤B12345停门口", "车牌***停门口"), ("微信：lilei_88 加一下", "微信：*** 加一下"),
      ("买了3件，花了128元", "买了3件，花了128元"), ("质量不错 good", "质量不错 good"),
    ]
    for (text, masked) in shown { #expect(PersonalText.masked(text) == masked) }
  }

  @Test func matchesAreLongestAndWhole() {
    let matcher = TermMatcher(["投诉", "投诉无门", "ok", "错", "不错"])
    let found = matcher.matches(in: NormalisedText("投诉无门，ok的book，不错"))
    #expect(found.map { $0.term } == [1, 2, 4])
  }
}
