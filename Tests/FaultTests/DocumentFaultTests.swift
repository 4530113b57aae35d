import Testing

/// Every problem of a document at once, with its place and the nearest name.
@Suite(.serialized) struct DocumentFaultTests {
  private static let pipeline = """
    version: 1
    timezone: Asia/Shanghai
    datasets:
      orders:
        - read_csv: orders.csv
        - select: [order_idd, regoin, paid_amount]
        - segment:
            into: size
            rules:
              - big: paid_amuont = '12.50'
            otherwise: small
        - keep: regionn = '华东'

    """

  @Test func twoTyposInAListOneNestedAndOneLaterAreToldTogether() async throws {
    let workshop = try Workshop()
    try workshop.write(DocumentFaultTests.pipeline, to: "typos.yaml")
    let outcome = try await workshop.run("$fupan run typos.yaml --out out")
    #expect(outcome.status == 78)
    #expect(outcome.output.isEmpty)
    let headings = outcome.errors.split(separator: "\n").filter { $0.contains("error[") }
    #expect(
      headings == [
        "typos.yaml:6:16: error[unknown_column]: no column 'order_idd' (did you mean 'order_id'?)",
        "typos.yaml:6:27: error[unknown_column]: no column 'regoin' (did you mean 'region'?)",
        "typos.yaml:10:18: error[unknown_column]: no column 'paid_amuont' (did you mean 'paid_amount'?)",
        "typos.yaml:12:13: error[unknown_column]: no column 'regionn' (did you mean 'region'?)",
      ])
    #expect(!workshop.exists("out"))
    #expect(workshop.names(in: ".") == ["orders.csv", "p.yaml", "typos.yaml"])
  }

  @Test func theSameInChinese() async throws {
    let workshop = try Workshop()
    try workshop.write(DocumentFaultTests.pipeline, to: "typos.yaml")
    let outcome = try await workshop.run("$fupan run typos.yaml --language zh-Hans")
    #expect(outcome.status == 78)
    let headings = outcome.errors.split(separator: "\n").filter { $0.contains("error[") }
    #expect(headings.count == 4)
    #expect(
      headings.first == "typos.yaml:6:16: error[unknown_column]: 没有列“order_idd”（是不是“order_id”？）")
    #expect(!workshop.exists("out"))
  }

  @Test func messagesAreJSONLinesWhereWanted() async throws {
    let workshop = try Workshop()
    try workshop.write(DocumentFaultTests.pipeline, to: "typos.yaml")
    let outcome = try await workshop.run("$fupan check typos.yaml --log-format json")
    #expect(outcome.status == 78)
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines.allSatisfy { $0.hasPrefix(#"{"code":"unknown_column","severity":"error""#) })
    #expect(lines[1].contains(#""line":6,"column":27"#))
  }

  @Test func outputsLeadNowhereElse() async throws {
    let workshop = try Workshop()
    for path in ["../x.csv", "/tmp/x.csv", "a/../../x.csv", "run.json", "report.json"] {
      let text = Workshop.pipeline.replacing("lists/orders.csv", with: "'\(path)'")
      try workshop.write(text, to: "p.yaml")
      let outcome = try await workshop.run("$fupan run p.yaml")
      #expect(outcome.status == 78, "\(path): \(outcome.errors)")
      #expect(!workshop.exists("out"))
    }
  }
}
