import Testing

/// Standard output that is closed, full or not read, for every command that writes a result.
@Suite(.serialized) struct StreamFaultTests {
  /// Every command that writes to standard output.
  static let writers = [
    "--help", "--version", "help keep", "run p.yaml --only orders", "check p.yaml --resolved",
    "plan p.yaml", "plan p.yaml --sql duckdb", "explain report.json revenue",
    "render report.json --to markdown", "render report.json", "stages", "stages keep",
    "functions", "functions round", "profiles", "schema",
    "keep \"region = '华东'\" < orders.csv", "top --of paid_amount then select order_id < orders.csv",
    "--generate-completion-script bash", "head orders.csv", "head < orders.csv",
    "sniff orders.csv", "describe orders.csv", "describe < orders.csv",
    "convert 有赞订单.csv --quiet",
  ]

  /// Every way of writing rows.
  static let formats = ["csv", "tsv", "ndjson", "json", "markdown", "pretty"].flatMap {
    [
      "select order_id < orders.csv --format \($0)", "head orders.csv --format \($0)",
      "convert 有赞订单.csv --quiet --format \($0)", "describe orders.csv --format=\($0)",
    ]
  }

  /// Both.
  static let all = writers + formats

  /// An export with one order.
  static let export = """
    订单号,订单状态,订单创建时间,买家付款时间,商品金额合计,运费,店铺优惠合计,订单实付金额,订单已退款金额,付款方式,收货人省份,买家手机号,分销员
    E1,交易完成,2026-04-01 08:00:00,2026-04-01 08:01:00,12.50,0.00,0.00,12.50,0.00,微信支付,广东省,19900000001,周然

    """

  /// A report with one figure.
  static let report = """
    {"version":1,"title":"T","campaign":"t","period":{"first":"2026-04-01","last":"2026-04-02"},\
    "as_of":"2026-04-02","state":{"state":"final"},"language":"en","currency":"CNY",\
    "generated_at":"2026-04-02T00:00:00Z","parameters":[],"sections":[],\
    "receipts":[{"id":"revenue","metric":"revenue","label":"Revenue","value":{"money":"12.50"},\
    "formula":{"zh":"实付","en":"paid"},"inputs":[]}]}
    """

  private func workshop() throws -> Workshop {
    let workshop = try Workshop()
    try workshop.write(StreamFaultTests.report, to: "report.json")
    try workshop.write(StreamFaultTests.export, to: "有赞订单.csv")
    return workshop
  }

  @Test(arguments: all) func itWrites(_ writer: String) async throws {
    let outcome = try await workshop().run("$fupan \(writer)")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(!outcome.output.isEmpty)
  }

  @Test(arguments: all) func aFullDeviceIsNoticed(_ writer: String) async throws {
    let outcome = try await workshop().run("timeout 60 $fupan \(writer) > /dev/full")
    #expect(outcome.status == 74)
    #expect(outcome.errors == "error[write_error]: write error: No space left on device\n")
  }

  @Test(arguments: all) func aClosedOutputIsNoticed(_ writer: String) async throws {
    let outcome = try await workshop().run("timeout 60 $fupan \(writer) >&-")
    #expect(outcome.status == 74)
    #expect(outcome.errors == "error[write_error]: write error: Bad file descriptor\n")
  }

  @Test(arguments: all) func aReaderThatGoesAwayEndsItQuietly(_ writer: String) async throws {
    // The pipe has had a reader and has none any more.
    let outcome = try await workshop().run(
      "mkfifo pipe; exec 3<>pipe 4>pipe 3<&-; timeout 60 $fupan \(writer) >&4; exit $?")
    #expect(outcome.status == 141)
    #expect(outcome.errors.isEmpty)
  }

  @Test(arguments: all) func aClosedPipeIsNoticedWhereTheSignalIsIgnored(
    _ writer: String
  ) async throws {
    let outcome = try await workshop().run(
      "mkfifo pipe; exec 3<>pipe 4>pipe 3<&-; trap '' PIPE; timeout 60 $fupan \(writer) >&4; exit $?"
    )
    #expect(outcome.status == 74)
    #expect(outcome.errors == "error[write_error]: write error: Broken pipe\n")
  }

  @Test func nothingIsOpenedOnAClosedDescriptor() async throws {
    let workshop = try Workshop()
    let outcome = try await workshop.run("$fupan run p.yaml <&- >&- 2>&-")
    #expect(outcome.status == 0)
    #expect(workshop.text("out/latest/lists/orders.csv")?.hasPrefix("order_id,") == true)
    #expect(workshop.published != nil)
  }

  @Test func aFileThatMayNotGrowIsAnErrorOfTheWrite() async throws {
    let workshop = try Workshop()
    let rows = (1...4000).map { "\($0),华东,1.00,2026-04-01\n" }.joined()
    try workshop.write("order_id,region,paid_amount,paid_at\n" + rows, to: "orders.csv")
    let outcome = try await workshop.run("ulimit -f 40; $fupan run p.yaml")
    #expect(outcome.status == 74)
    #expect(outcome.errors.contains("File too large"))
    #expect(outcome.errors.contains("lists/orders.csv"))
    #expect(!workshop.exists("out/latest"))
    #expect(workshop.names(in: "out/runs").isEmpty)
  }
}
