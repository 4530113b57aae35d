import FupanData
import Testing

/// Rows written as bytes are read back exactly equal.
struct BatchBytesTests {
  private static let schema = Schema([
    Field("flag", .bool), Field("count", .integer), Field("paid", .decimal(scale: 2)),
    Field("total", .wideDecimal(scale: 4)), Field("score", .number), Field("name", .text),
    Field("day", .date), Field("at", .timestamp), Field("tags", .list),
  ])

  @Test(arguments: 0..<40)
  func everyTypeIsReadBackEqual(seed: UInt64) {
    var random = SeededValues(state: seed)
    let count = [0, 1, 63, 64, 65, 200][Int(seed) % 6]
    let columns = BatchBytesTests.schema.fields.map { field in
      Column(
        field.type,
        (0..<count).map { _ in
          // Every third seed has no missing value, so that there is no validity either.
          seed % 3 != 0 && random.below(4) == 0 ? .missing : random.value(of: field.type)
        })
    }
    let places: Provenance? =
      switch seed % 4 {
      case 0: nil
      case 1: Provenance(file: 3, lines: (0..<count).map { Int64($0) })
      case 2:
        Provenance(
          files: (0..<count).map { Int32($0 % 2) }, lines: (0..<count).map { Int64($0) })
      default: Provenance(file: 0, lines: (0..<count).map { Int64($0) << 33 })
      }
    let batch = Batch(BatchBytesTests.schema, columns, count: count, provenance: places)
    #expect(readBack(batch) == batch)
    #expect(batch.bytes.count >= batch.byteCount / 2)
  }

  @Test func codedTextStaysCoded() {
    let text = TextColumn(["社群", nil, "直播"]).gathered([0, 2, 2, -1, 1, 0, 0])
    #expect(text.isCoded)
    let batch = Batch(Schema([Field("channel", .text)]), [.text(text)], count: 7)
    let back = readBack(batch)
    #expect(back == batch)
    guard case .text(let column) = back.columns[0] else {
      Issue.record("a column of another type")
      return
    }
    #expect(column.isCoded && column[0] == "社群" && column[3] == nil)
  }

  private func readBack(_ batch: Batch) -> Batch {
    batch.bytes.withUnsafeBytes { Batch(batch.schema, bytes: $0) }
  }
}

/// A seeded source of values.
private struct SeededValues {
  var state: UInt64

  mutating func below(_ limit: Int) -> Int {
    // SplitMix64 (Steele, Lea and Flood 2014).
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(limit))
  }

  mutating func value(of type: DataType) -> Value {
    let number = below(1_000_000) - 500_000
    return switch type {
    case .bool: .bool(number > 0)
    case .integer: .integer(Int64(number) << 30)
    case .decimal(let scale): .decimal(Int128(number), scale: scale)
    case .wideDecimal(let scale): .decimal(Int128(number) << 70, scale: scale)
    case .number: .number(Double(number) / 64)
    case .text: .text(String(repeating: "复", count: below(4)) + String(below(5)))
    case .date: .date(Int32(number))
    case .timestamp: .timestamp(Int64(number) * 1_000_003)
    case .list: .list((0..<below(3)).map { "品\($0)" })
    }
  }
}
