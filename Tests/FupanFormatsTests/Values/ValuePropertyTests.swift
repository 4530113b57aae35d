import FupanData
import FupanFormats
import FupanPlan
import Testing

/// What holds for every value: what is printed reads as what it was, whatever it is wrapped in, and
/// no bytes crash a reader.
@Suite struct ValuePropertyTests {
  private static let rounds = 2000

  @Test func moneyReadsAsItWasPrintedInEveryWriting() throws {
    var random = TestRandom(seed: 11)
    var cells: [String] = []
    var wanted: [String] = []
    for _ in 0..<Self.rounds {
      let limit = Int64(powersOfTen(Int.random(in: 1...17, using: &random)))
      let unscaled = Int64.random(in: -limit...limit, using: &random)
      let text = DecimalText.string(Int128(unscaled), scale: 2)
      let size = text.filter { $0 != "-" }
      let sign = unscaled < 0 ? "-" : ""
      let grouped = Self.grouped(size)
      cells.append(
        [
          text, sign + "¥" + size, sign + grouped, sign + "￥" + grouped + "元",
          unscaled < 0 ? "(\(grouped))" : grouped, Self.wide(sign + grouped),
          " \(text)\u{3000}", sign + "CNY " + size, size + sign, text + " CNY",
        ].randomElement(using: &random) ?? text)
      wanted.append(text)
    }
    #expect(try Self.read(cells, .money(currency: "CNY")) == wanted)
  }

  @Test func largeUnitsAreExactProducts() throws {
    var random = TestRandom(seed: 12)
    let units: [(String, Int)] = [
      ("万", 4), ("w", 4), ("亿", 8), ("千", 3), ("k", 3), ("M", 6), ("万亿", 12), ("", 0),
    ]
    var cells: [String] = []
    var wanted: [String?] = []
    for _ in 0..<Self.rounds {
      let (unit, shift) = units.randomElement(using: &random) ?? ("", 0)
      let digits = Int128(Int64.random(in: 0...9_999_999_999, using: &random))
      let scale = Int.random(in: 0...min(shift, 4), using: &random)
      cells.append(DecimalText.string(digits, scale: scale) + unit + (shift > 0 ? "+" : ""))
      let product = digits * powersOfTen(shift - scale)
      wanted.append(Int64(exactly: product).map { String($0) })
    }
    #expect(try Self.read(cells, .integer) == wanted)
  }

  @Test func sharesAreTheNearestOfSixDigits() throws {
    var random = TestRandom(seed: 13)
    var signed: [String] = []
    var bare: [String] = []
    var ofSigned: [String] = []
    var ofBare: [String] = []
    for _ in 0..<Self.rounds {
      let scale = Int.random(in: 0...12, using: &random)
      let digits = Int128(
        Int64.random(in: -999_999_999_999...999_999_999_999, using: &random))
      signed.append(DecimalText.string(digits, scale: scale) + "%")
      ofSigned.append(Self.rounded(digits, from: scale + 2, to: 6))
      bare.append(DecimalText.string(digits, scale: scale))
      ofBare.append(Self.rounded(digits, from: scale, to: 6))
    }
    #expect(try Self.read(signed, .percent(percentScale: false)) == ofSigned)
    #expect(try Self.read(bare, .percent(percentScale: false)) == ofBare)
    #expect(try Self.read(bare, .percent(percentScale: true)) == ofSigned)
  }

  @Test func daysReadAsTheyWerePrintedInEveryWriting() throws {
    var random = TestRandom(seed: 14)
    var cells: [String] = []
    var wanted: [String] = []
    for _ in 0..<Self.rounds {
      let days = Int.random(in: -25_567...47_846, using: &random)
      let date = CivilDate(daysSinceEpoch: days)
      let (y, m, d) = (date.year, date.month, date.day)
      let compact = String(y * 10_000 + m * 100 + d)
      cells.append(
        [
          date.description, "\(y)/\(m)/\(d)", "\(y).\(m).\(d)", "\(y)年\(m)月\(d)日", compact,
          Self.wide("\(y)-\(m)-\(d)"), " \(date) ",
        ].randomElement(using: &random) ?? "")
      wanted.append(date.description)
    }
    #expect(try Self.read(cells, .date([.yearFirst])) == wanted)
    let serials = (0..<Self.rounds).map { _ in Int.random(in: 61...2_958_465, using: &random) }
    #expect(
      try Self.read(serials.map { String($0) }, .date([.excelSerial]))
        == serials.map { CivilDate(daysSinceEpoch: $0 - 25_569).description })
  }

  @Test func instantsReadAsTheyWerePrintedInEveryWriting() throws {
    var random = TestRandom(seed: 15)
    var cells: [String] = []
    var wanted: [Int64] = []
    for _ in 0..<Self.rounds {
      let seconds = Int64.random(in: 0...4_102_444_799, using: &random)
      let date = CivilDate(daysSinceEpoch: Int(seconds / 86_400))
      let (h, m, s) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60)
      let half = h < 12 ? ("上午", "AM") : ("下午", "PM")
      let twelve = h % 12 == 0 ? 12 : h % 12
      let clock = "\(Self.two(h)):\(Self.two(m)):\(Self.two(s))"
      cells.append(
        [
          "\(date) \(clock)", "\(date)T\(clock)Z", "\(date) \(clock).000", "\(seconds)",
          "\(date.year)/\(date.month)/\(date.day) \(half.0)\(twelve):\(Self.two(m)):\(Self.two(s))",
          "\(date) \(twelve):\(Self.two(m)):\(Self.two(s)) \(half.1)",
          "\(date.year)年\(date.month)月\(date.day)日\(h)时\(m)分\(s)秒", "\(date) \(clock) +0000",
        ].randomElement(using: &random) ?? "")
      wanted.append(seconds * 1_000_000)
    }
    let format = ValueFormat.timestamp([.yearFirst, .unixSeconds], zone: "UTC")
    guard case .timestamp(let found) = try ValueReader(format).convert(TextColumn(cells)).column
    else {
      Issue.record("no instants")
      return
    }
    // Numbers of 8, 10, 12 or 14 digits that are days by their digits are days: `2026060708`.
    for row in cells.indices where !cells[row].allSatisfy({ $0.isNumber }) {
      #expect(found[row] == wanted[row], "\(cells[row])")
    }
  }

  @Test func durationsReadAsTheyWerePrinted() throws {
    var random = TestRandom(seed: 16)
    var cells: [String] = []
    var wanted: [String] = []
    for _ in 0..<Self.rounds {
      let thousandths = Int64.random(in: 0...400_000_000, using: &random)
      let (h, m) = (thousandths / 3_600_000, thousandths / 60_000 % 60)
      let rest = DecimalText.string(Int128(thousandths % 60_000), scale: 3)
      let total = DecimalText.string(Int128(thousandths), scale: 3)
      cells.append(
        [
          total, total + "秒", "\(h)小时\(m)分\(rest)秒", "\(h)h\(m)m\(rest)s", "\(thousandths)毫秒",
          "\(Self.two(h)):\(Self.two(m)):" + (rest.count < 6 ? "0" : "") + rest,
        ].randomElement(using: &random) ?? "")
      wanted.append(total)
    }
    #expect(try Self.read(cells, .duration) == wanted)
  }

  @Test func idsAndPhonesAreTheSameInEveryWrapping() throws {
    var random = TestRandom(seed: 17)
    var ids: [String] = []
    var phones: [String] = []
    var bareIDs: [String] = []
    var barePhones: [String] = []
    for _ in 0..<Self.rounds {
      let id = (0..<Int.random(in: 1...20, using: &random)).map { _ in
        String(Int.random(in: 0...9, using: &random))
      }.joined()
      bareIDs.append(id)
      ids.append(
        [
          id, "=\"\(id)\"", "'\(id)", "\t\(id)", "\(id)\t", "`\(id)", "\(id).0", Self.wide(id),
          "\u{200B}\(id)\u{FEFF}",
        ].randomElement(using: &random) ?? id)
      let phone = String(Int64.random(in: 13_000_000_000...19_999_999_999, using: &random))
      let (a, b, c) = (phone.prefix(3), phone.dropFirst(3).prefix(4), phone.suffix(4))
      barePhones.append(phone)
      phones.append(
        [
          phone, "+86\(phone)", "+86 \(a) \(b) \(c)", "86-\(phone)", "(\(a))\(b)-\(c)",
          Self.wide(phone), "'\(phone)", "0086\(phone)", "\u{202D}\(phone)\u{202C}",
        ].randomElement(using: &random) ?? phone)
    }
    #expect(try Self.read(ids, .identifier) == bareIDs)
    #expect(try Self.read(phones, .phone) == barePhones)
  }

  @Test func listsReadAsTheyWereJoined() throws {
    var random = TestRandom(seed: 18)
    let words = ["价格", "品质", "A", "b c", "物流", "👩‍👩‍👧", "其他"]
    for separator in ["┋", ";", "、", ",", "→", "||"] {
      let lists = (0..<200).map { _ in
        Array(words.shuffled(using: &random).prefix(Int.random(in: 1...5, using: &random)))
      }
      let result = try ValueReader(.list(separator: separator)).convert(
        TextColumn(lists.map { $0.joined(separator: separator) }))
      guard case .list(let found) = result.column else {
        Issue.record("no lists")
        continue
      }
      #expect(lists.indices.allSatisfy { found[$0] == lists[$0] })
    }
  }

  @Test func noBytesCrashAReader() throws {
    var random = TestRandom(seed: 19)
    let pieces: [[UInt8]] = [
      "¥", "￥", "万", "亿", "+", "-", "(", ")", "%", ".", ",", "0", "1", "9", "2026", "年", "月", "日",
      ":", "/", "T", "Z", "GMT+8", "E+", "*", "##", "=\"", "\"", "'", "┋", "→", "〖", "〗", "上午",
      "PM",
      "秒", "h", " - ", "~", "至", "\u{200B}", "\u{3000}", "９", "99999999999999999999",
    ].map { Array($0.utf8) }
    var column = TextColumn()
    for _ in 0..<4000 {
      var cell: [UInt8] = []
      for _ in 0..<Int.random(in: 0...8, using: &random) {
        if Bool.random(using: &random) {
          cell += pieces.randomElement(using: &random) ?? []
        } else {
          cell.append(UInt8.random(in: 0...255, using: &random))
        }
      }
      if cell.isEmpty { column.appendMissing() } else { column.append(cell) }
    }
    for conversion in Self.conversions {
      let result = try ValueReader(conversion).convert(column)
      #expect(result.column.count == column.count)
      #expect(result.column.type == conversion.format.type)
      #expect(result.companions.map { $0.count } == conversion.companions.map { _ in column.count })
      let rows = result.failures.map { $0.row }
      #expect(rows == Array(Set(rows)).sorted(), "\(conversion.format)")
      #expect(rows.allSatisfy { !result.column.isValid($0) && column.isValid($0) })
    }
  }

  /// Every format with every companion that it can have.
  private static let conversions: [Conversion] = {
    let formats: [ValueFormat] = [
      .text, .identifier, .phone, .integer, .decimal(scale: 0), .decimal(scale: 18),
      .money(currency: "CNY"), .percent(percentScale: false), .percent(percentScale: true),
      .number, .bool, .duration, .list(separator: "┋"), .ranking(separator: "→"),
      .date(DateFormat.allCases), .timestamp(DateFormat.allCases, zone: "America/St_Johns"),
    ]
    return formats.map { format in
      var conversion = Conversion("c", format)
      conversion.nullTokens = ["-", "(空)"]
      conversion.codes = [MissingCode("9", reason: "skipped")]
      conversion.companions = [Companion(.reason, "reason")]
      switch format {
      case .text, .identifier, .phone:
        conversion.companions.append(Companion(.masked, "masked"))
        conversion.vocabulary = Vocabulary([.init("1", value: "one")], unknown: .kept)
      case .integer, .decimal, .money, .number:
        conversion.companions.append(Companion(.lowerBound, "least"))
      case .date, .timestamp:
        conversion.companions.append(Companion(.until, "until"))
        conversion.yearHint = .until(20_000)
      case .list, .ranking:
        conversion.vocabulary = Vocabulary([.init("1┋9", value: "x")], unknown: .refused)
      default: break
      }
      return conversion
    }
  }()

  private static func read(_ cells: [String], _ format: ValueFormat) throws -> [String?] {
    let result = try ValueReader(format).convert(TextColumn(cells))
    return cells.indices.map { result.column.value(at: $0).text }
  }

  /// Rounded half away from zero, by integers alone.
  private static func rounded(_ unscaled: Int128, from: Int, to: Int) -> String {
    guard from > to else {
      return DecimalText.string(unscaled * powersOfTen(to - from), scale: to)
    }
    let power = powersOfTen(from - to)
    let half = (unscaled < 0 ? -1 : 1) * power / 2
    return DecimalText.string((unscaled + half) / power, scale: to)
  }

  private static func grouped(_ number: String) -> String {
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    var whole = ""
    for (index, digit) in parts[0].reversed().enumerated() {
      if index > 0, index % 3 == 0 { whole.append(",") }
      whole.append(digit)
    }
    return ([String(whole.reversed())] + parts.dropFirst().map(String.init)).joined(separator: ".")
  }

  private static func wide(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          (0x21...0x7E).contains(scalar.value)
            ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar
        }))
  }

  private static func two(_ number: Int64) -> String { (number < 10 ? "0" : "") + String(number) }
}

private func powersOfTen(_ exponent: Int) -> Int128 {
  (0..<exponent).reduce(Int128(1)) { product, _ in product * 10 }
}
