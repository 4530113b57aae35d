import FupanFormats
import Testing

@Suite struct ExportCapTests {
  @Test(
    arguments: [
      (10_000, 10_001, nil), (65_535, 65_536, nil), (65_536, 65_537, nil),
      (1_048_575, 1_048_576, nil), (1_048_576, 1_048_577, nil), (1000, 1002, 1000),
      (1_048_573, 1_048_576, nil),
    ] as [(Int, Int, Int?)])
  func aFileThatEndsAtALimitIsTold(_ rows: Int, _ lines: Int, _ declared: Int?) {
    #expect(ExportCap.isReached(rows: rows, lines: lines, declared: declared))
  }

  @Test(
    arguments: [
      (0, 1, nil), (999, 1001, 1000), (1000, 1001, nil), (9999, 10_000, nil), (10_001, 10_002, nil),
      (65_534, 65_535, nil), (1_048_574, 1_048_575, nil),
    ] as [(Int, Int, Int?)])
  func aFileThatEndsElsewhereIsNot(_ rows: Int, _ lines: Int, _ declared: Int?) {
    #expect(!ExportCap.isReached(rows: rows, lines: lines, declared: declared))
  }
}
