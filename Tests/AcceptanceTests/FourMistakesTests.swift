import Foundation
import FupanTestSupport
import Testing

/// Four mistakes in one file are four diagnostics with places and nearest names, and nothing is
/// written.
struct FourMistakesTests {
  private static let pipeline = """
    version: 1
    timezone: Asia/Shanghai
    datasets:
      orders:
        - read_csv: orders.csv
        - parse: {net: money}
        - expect: {unique: [ordr_id, platfrom]}
        - segment:
            into: band
            rules:
              - 高额: nett >= 100
              - 其余: net >= 0
        - top: {of: net, rows: 3, ordr: largest}

    """

  @Test(arguments: ["en", "zh-Hans"]) func allAreToldAtOnce(language: String) async throws {
    let folder = try TemporaryFolder()
    try folder.write(Data("order_id,platform,net\n1,有赞,2.50\n".utf8), to: "orders.csv")
    try folder.write(Data(FourMistakesTests.pipeline.utf8), to: "p.yaml")
    let outcome = try await BuiltProgram.run(
      ["run", "p.yaml", "--language", language], in: folder.url)
    #expect(outcome.status == 78)
    #expect(outcome.output.isEmpty)
    let heads = outcome.errors.split(separator: "\n").filter { $0.contains(": error[") }
    let places = ["p.yaml:7:25:", "p.yaml:7:34:", "p.yaml:11:17:", "p.yaml:13:31:"]
    let nearest = ["order_id", "platform", "net", "order"]
    #expect(heads.count == 4, "\(outcome.errors)")
    for (head, (place, name)) in zip(heads, zip(places, nearest)) {
      #expect(head.hasPrefix(place), "\(head)")
      #expect(head.contains("'\(name)'") || head.contains("“\(name)”"), "\(head)")
    }
    let isChinese = heads.allSatisfy { head in head.unicodeScalars.contains { $0.value > 0x4E00 } }
    #expect(isChinese == (language == "zh-Hans"))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(names == ["orders.csv", "p.yaml"])
  }
}
