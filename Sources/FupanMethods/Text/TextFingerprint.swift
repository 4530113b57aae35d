/// What a short text says whatever its dates, amounts and punctuation: the pairs of letters that
/// stand beside each other in it.
///
/// Two texts are as alike as the share of their different pairs that both have. Source: Broder 1997,
/// "On the resemblance and containment of documents", with pairs of letters for words, since Chinese
/// has no spaces.
///
///     let seen = TextFingerprint("4月16日支付通道中断，订单几乎归零")
///     TextFingerprint("支付通道再次中断，订单归零").resemblance(to: seen)  // 7 of 15 pairs
package struct TextFingerprint: Equatable, Sendable {
  /// From this resemblance on two texts are taken to speak of one thing.
  package static let likeness = 0.4

  private let pairs: Set<String>

  package init(_ text: String) {
    var letters: [Unicode.Scalar] = []
    var isBehindDigit = false
    for scalar in text.unicodeScalars {
      let plain = TextFingerprint.halfWidth(scalar)
      // 4月16日 is a date, whatever day it was.
      let isUnit = isBehindDigit && "年月日号时点分".unicodeScalars.contains(plain)
      isBehindDigit = ("0"..."9").contains(plain)
      if isUnit { continue }
      for lower in plain.properties.lowercaseMapping.unicodeScalars
      where lower.properties.isAlphabetic {
        letters.append(lower)
      }
    }
    // A single letter stands for itself.
    if letters.count == 1 {
      pairs = [String(String.UnicodeScalarView(letters))]
      return
    }
    pairs = Set(
      zip(letters, letters.dropFirst()).map { String(String.UnicodeScalarView([$0, $1])) })
  }

  /// The share of the different pairs of both that both have, 0 to 1; 0 where one has none.
  package func resemblance(to other: TextFingerprint) -> Double {
    guard !pairs.isEmpty, !other.pairs.isEmpty else { return 0 }
    let both = pairs.intersection(other.pairs).count
    return Double(both) / Double(pairs.count + other.pairs.count - both)
  }

  /// Whether both seem to speak of one thing.
  package func resembles(_ other: TextFingerprint) -> Bool {
    resemblance(to: other) >= TextFingerprint.likeness
  }

  /// Full-width letters as plain ones.
  private static func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    (0xFF01...0xFF5E).contains(scalar.value)
      ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
  }
}
