import FupanMethods
import Testing

/// Texts that speak of one thing are told from others.
@Suite struct TextFingerprintTests {
  @Test func pairsOfLettersAreCounted() {
    // 支付 付中 中断 against 支付 付又 又中 中断: two of five.
    let left = TextFingerprint("支付中断")
    #expect(left.resemblance(to: TextFingerprint("支付又中断")) == 0.4)
    #expect(left.resemblance(to: left) == 1)
    #expect(left.resemblance(to: TextFingerprint("礼品漏发")) == 0)
  }

  @Test func datesCaseWidthAndPunctuationDoNotCount() {
    let seen = TextFingerprint("4月16日：App 支付中断，订单几乎归零")
    #expect(seen == TextFingerprint("５月３日 ａｐｐ支付中断 订单几乎归零！"))
    #expect(!seen.resembles(TextFingerprint("达人合作费用超出预算")))
  }

  @Test func fromTwoFifthsOnTwoTextsAreAlike() {
    // Two pairs of five; abc against abxyz: one of five.
    #expect(TextFingerprint("支付中断").resembles(TextFingerprint("支付又中断")))
    #expect(!TextFingerprint("abc").resembles(TextFingerprint("abxyz")))
    let seen = TextFingerprint("4月16日支付通道中断，订单几乎归零")
    #expect(seen.resemblance(to: TextFingerprint("支付通道再次中断，订单归零")) == 7.0 / 15)
  }

  @Test func aTextWithoutLettersIsLikeNothing() {
    let none = TextFingerprint("2026-04-16 …")
    #expect(none.resemblance(to: none) == 0)
    #expect(TextFingerprint("机").resembles(TextFingerprint("机")))
  }
}
