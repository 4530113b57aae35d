import FupanData

/// Ids and phones as they can be compared across exports. What an export has masked or encrypted is
/// missing, so that no two people are taken for one.
enum IdentityFunctions {
  static let all: [Function] = [isMasked, usableID, usablePhone]

  static let isMasked = Function(
    "is_masked", .text,
    "Whether a value was made unreadable: it has a `*`, or begins with `##` or `$$`.",
    usage: ["is_masked(x)"],
    sql: .custom { call in "(\(maskedSQL(call.sql[0], starts: "starts_with")))" },
    dialects: [.spark: .custom { call in "(\(maskedSQL(call.sql[0], starts: "startswith")))" }],
    resolve: Signature.of([.text], .bool)
  ) { arguments, _, count, _ in
    .bool(TextLoops.map(arguments[0], count: count) { isMasked($0) })
  }

  static let usableID = Function(
    "usable_id", .text,
    "An id without spaces at its ends; missing where it is masked, empty or only zeros.",
    usage: ["usable_id(x)"], missing: .handled,
    sql: .custom { call in idSQL(call, everywhere: ", 'g'", starts: "starts_with") },
    dialects: [.spark: .custom { call in idSQL(call, everywhere: "", starts: "startswith") }],
    resolve: Signature.of([.text], .text)
  ) { arguments, _, count, _ in
    .text(
      rewritten(arguments[0], count: count, plain: isPlainID) { text, out in
        let inner = TextFunctions.trimmed(text)
        guard inner.contains(where: { $0 != UInt8(ascii: "0") && $0 != UInt8(ascii: "-") }),
          !isMasked(inner)
        else { return false }
        out.append(contentsOf: inner)
        return true
      })
  }

  /// A number of the mainland loses its prefix 86; others keep their `+`. Virtual numbers with an
  /// extension belong to an order, not to somebody, and are missing.
  static let usablePhone = Function(
    "usable_phone", .text,
    "A phone as bare digits, the prefix +86 left out; missing where it is masked or no number.",
    usage: ["usable_phone(x)"], missing: .handled,
    sql: phoneSQL(everywhere: ", 'g'", matches: "regexp_matches({0}, {1})", number: "\\2"),
    dialects: [
      .spark: phoneSQL(everywhere: "", matches: "({0} RLIKE {1})", number: "$2")
    ],
    resolve: Signature.of([.text], .text)
  ) { arguments, _, count, _ in
    var digits: [UInt8] = []
    return .text(
      rewritten(arguments[0], count: count, plain: isPlainPhone) { text, out in
        digits.removeAll(keepingCapacity: true)
        guard compact(text, into: &digits) else { return false }
        var number = digits[...]
        for prefix in ["+86", "0086", "86"] where number.starts(with: prefix.utf8) {
          let rest = number.dropFirst(prefix.utf8.count)
          if isMobile(rest) {
            number = rest
            break
          }
        }
        let isForeign = number.first == UInt8(ascii: "+")
        let bare = isForeign ? number.dropFirst() : number
        guard (isForeign ? 7...15 : 5...12).contains(bare.count),
          bare.allSatisfy({ (0x30...0x39).contains($0) }), isForeign || !isOneDigit(bare)
        else { return false }
        out.append(contentsOf: number)
        return true
      })
  }

  /// What may stand between the digits of a phone, beside the spaces of ``TextFunctions/spaces``.
  private static let separators: [[UInt8]] = ["(", ")", "（", "）", ".", "-"].map { Array($0.utf8) }

  /// The text without spaces and separators, full-width digits as ASCII ones; false where it has a
  /// byte that no phone has.
  private static func compact(_ text: TextLoops.Bytes, into digits: inout [UInt8]) -> Bool {
    var index = 0
    while index < text.count {
      let byte = text[index]
      if (0x30...0x39).contains(byte) || byte == UInt8(ascii: "+") {
        digits.append(byte)
        index += 1
        continue
      }
      let skipped = (TextFunctions.spaces + separators).first { skipped in
        index + skipped.count <= text.count
          && skipped.indices.allSatisfy { text[index + $0] == skipped[$0] }
      }
      if let skipped {
        index += skipped.count
        continue
      }
      // U+FF10 to U+FF19, and U+FF0B.
      guard byte == 0xEF, index + 2 < text.count, text[index + 1] == 0xBC else { return false }
      switch text[index + 2] {
      case 0x90...0x99: digits.append(text[index + 2] - 0x60)
      case 0x8B: digits.append(UInt8(ascii: "+"))
      default: return false
      }
      index += 3
    }
    return true
  }

  private static func isMobile<Text: RandomAccessCollection<UInt8>>(_ text: Text) -> Bool {
    guard text.count == 11, text.first == UInt8(ascii: "1"),
      let second = text.dropFirst().first, second >= UInt8(ascii: "3")
    else { return false }
    return text.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func isOneDigit<Text: Collection<UInt8>>(_ text: Text) -> Bool {
    text.allSatisfy { $0 == text.first }
  }

  private static func isMasked(_ text: TextLoops.Bytes) -> Bool {
    if text.count >= 2, text[0] == text[1],
      text[0] == UInt8(ascii: "#") || text[0] == UInt8(ascii: "$")
    {
      return true
    }
    return TextLoops.contains(UInt8(ascii: "*"), text)
  }

  /// Whether an id begins with a letter or a digit but 0, ends with one of them or 0, and has no
  /// `*`: nothing is to be taken off it.
  private static func isPlainID(_ text: TextLoops.Bytes) -> Bool {
    guard let first = text.first, let last = text.last, isLetterOrDigit(first),
      first != UInt8(ascii: "0"), isLetterOrDigit(last)
    else { return false }
    return !TextLoops.contains(UInt8(ascii: "*"), text)
  }

  @inline(__always)
  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }

  /// Whether a text is the number of a mobile as it is compared.
  private static func isPlainPhone(_ text: TextLoops.Bytes) -> Bool {
    isMobile(text) && !isOneDigit(text)
  }

  /// Each row's text as `body` appends it, missing where it says so. Rows that are `plain` stay as
  /// they are, and where all are so does the column.
  private static func rewritten(
    _ vector: Vector, count: Int, plain: (TextLoops.Bytes) -> Bool,
    _ body: (TextLoops.Bytes, inout [UInt8]) -> Bool
  ) -> TextColumn {
    let source = TextLoops.texts(vector)
    let (step, presence) = (vector.step, vector.presence(count))
    let isPlain = source.bytes.withUnsafeBufferPointer { all in
      (0..<count).map { row in
        presence[row] && plain(TextLoops.Bytes(rebasing: all[source.range(row * step)]))
      }
    }
    if !vector.isConstant, isPlain == presence { return source }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.bytes.count)
    var offsets: [UInt32] = [0]
    offsets.reserveCapacity(count + 1)
    var isKept = isPlain
    source.bytes.withUnsafeBufferPointer { all in
      for row in 0..<count {
        if presence[row] {
          let text = TextLoops.Bytes(rebasing: all[source.range(row * step)])
          if isPlain[row] {
            bytes.append(contentsOf: text)
          } else {
            isKept[row] = body(text, &bytes)
          }
        }
        offsets.append(UInt32(bytes.count))
      }
    }
    return TextColumn(
      bytes: bytes, offsets: offsets,
      validity: isKept.contains(false) ? Validity(isKept) : nil)
  }

  private static func maskedSQL(_ text: String, starts: String) -> String {
    "contains(\(text), '*') OR \(starts)(\(text), '##') OR \(starts)(\(text), '$$')"
  }

  private static func idSQL(_ call: SQLCall, everywhere: String, starts: String) -> String {
    let text = TextFunctions.trimmedSQL(call, everywhere: everywhere)
    let matches =
      starts == "startswith" ? "(\(text) RLIKE '[^0-]')" : "regexp_matches(\(text), '[^0-]')"
    return "CASE WHEN \(matches) AND NOT (\(maskedSQL(text, starts: starts))) THEN \(text) END"
  }

  private static func phoneSQL(everywhere: String, matches: String, number: String) -> SQLForm {
    .custom { call in
      func test(_ text: String, _ pattern: String) -> String {
        matches.replacing("{0}", with: text).replacing("{1}", with: call.quoted(pattern))
      }
      let ascii = "translate(\(call.sql[0]), '０１２３４５６７８９＋', '0123456789+')"
      let skipped = "[\\t\\n\\x0b\\f\\r \\x{a0}\\x{200b}\\x{3000}()（）.-]+"
      let digits = "regexp_replace(\(ascii), \(call.quoted(skipped)), ''\(everywhere))"
      let prefix = call.quoted("^(\\+86|0086|86)(1[3-9][0-9]{9})$")
      let bare = "regexp_replace(\(digits), \(prefix), \(call.quoted(number)))"
      let isNumber = test(bare, "^([0-9]{5,12}|\\+[0-9]{7,15})$")
      let isSeveral = "replace(\(bare), substr(\(bare), 1, 1), '') <> ''"
      return "CASE WHEN \(isNumber) AND \(isSeveral) THEN \(bare) END"
    }
  }
}
