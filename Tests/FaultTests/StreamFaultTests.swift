import FupanTestSupport
import Testing

/// Standard output that is closed, full or not read, for every command that writes a result.
@Suite(.serialized) struct StreamFaultTests {
  /// Every command that writes to standard output, filters apart; those of one folder come after
  /// what they tell of.
  static let writers = [
    "--help", "--version", "help keep", "run p.yaml --only orders", "check p.yaml --resolved",
    "plan p.yaml", "plan p.yaml --sql duckdb", "explain report.json revenue",
    "render report.json --to markdown", "render report.json", "stages", "stages keep",
    "functions", "functions round", "profiles", "profiles youzan_orders", "schema", "manual",
    "manual stages", "top --of paid_amount then select order_id < orders.csv",
    "--generate-completion-script bash", "--generate-completion-script zsh",
    "--generate-completion-script fish", "head orders.csv", "head < orders.csv",
    "sniff orders.csv", "describe orders.csv", "describe < orders.csv",
    "convert 有赞订单.csv --quiet", "init . --into begun --language en", "test t.yaml",
    "demo spring --language en",
  ]

  /// Commands that tell of runs and closed campaigns.
  static let afterRuns = [
    "notice out --for wecom", "notice out --for mail", "diff out out", "diff out out --format json",
    "diff out out --format html", "diff out out --format pretty", "history", "history list",
  ]

  /// Commands that write files only.
  static let silent: Set<String> = ["close", "sample-data"]

  /// Every stage as a filter; `calendar_fill` and its like are told what is a day.
  static let filters = [
    "aggregate --by region --into 'n = count(*)'", "bin paid_amount --cuts 5",
    "calendar-fill --at paid_at --types paid_at=date", "clip paid_amount --min 2",
    "cohort --person region --at paid_at --types paid_at=date",
    "compare-periods 'n = count(*)' --during 2026-04-03..2026-04-03 --base previous --at paid_at --types paid_at=date",
    "concat --columns region,order_id --into key", "count-by region",
    "crosstab region --by paid_at", "dedupe --by region --ties input_order",
    "derive 'twice = paid_amount * 2'", "describe", "drop region",
    "during 2026-04-01..2026-04-02 --at paid_at --types paid_at=date", "expect --unique order_id",
    "extract --of region --pattern '(.)' --into first", "fill-down region --ties input_order",
    "fill-missing region --with 未知", "frequencies region",
    "funnel --person region --at paid_at --types paid_at=date --timezone Asia/Shanghai --steps 'a = order_id < 3'",
    "gaps region --at paid_at --types paid_at=date --timezone Asia/Shanghai",
    "hash region --key CUSTOMER_KEY", "keep \"region = '华东'\"", "lag paid_amount --order paid_at",
    "limit 2", "map-values --of region --values '华东 = 东'", "mask region", "nps order_id",
    "parse paid_amount=money",
    "pivot 华东,华北 --name region --value paid_amount --by order_id", "rank paid_amount",
    "rename 'area = region'", "reorder region", "replace region --part 华 --with H",
    "rfm paid_amount --person region --at paid_at --types 'paid_at=date,paid_amount=decimal(2)' --as-of 2026-04-10",
    "running paid_amount --order paid_at", "sample --by order_id --keys 2",
    "segment 'big = paid_amount > 5'", "select order_id",
    "sessionise --person region --at paid_at --types paid_at=date --timezone Asia/Shanghai",
    "share paid_amount",
    "sort paid_amount", "split --of region --separator 华 --into a,b", "split-rows region",
    "split-multi region",
    "tag --rules 'big = paid_amount > 5'", "tiers 'big = paid_amount > 5' --person order_id",
    "top --of paid_amount", "trim region", "unpivot region,paid_amount",
    "active --person region --at paid_at --types paid_at=date",
    "before-after 'count(*)' --at paid_at --types paid_at=date --after 2026-04-03..2026-04-03 --before 2026-04-01..2026-04-02",
    "budget-shares --by region --planned paid_amount --actual paid_amount --scheme 80/20 --parts 华东,华北 --types 'paid_amount=decimal(2)'",
    "experiment order_id --variant region --test mean",
    "growth --person region --at paid_at --types paid_at=date",
    "k-anonymous 'region = region'",
    "keywords region --words '东 = 华东' --at paid_at --types paid_at=date",
    "label-sentiment region",
    "leaders region --of paid_amount --person order_id --at paid_at --types 'paid_at=date,paid_amount=decimal(2)'",
    "lifetime-value paid_amount --person region --at paid_at --types 'paid_at=date,paid_amount=decimal(2)'",
    "matrix order_id",
    "new-and-returning paid_amount --person region --at paid_at --types 'paid_at=date,paid_amount=decimal(2)' --during 2026-04-02..2026-04-03",
    "page-visits --of region --session order_id --person region --at paid_at --types paid_at=date --timezone Asia/Shanghai",
    "persona --of region --by order_id",
    "products --of paid_amount --by region --units order_id --person region --types 'order_id=integer,paid_amount=decimal(2)'",
    "profit paid_amount --paid paid_amount --types 'paid_amount=decimal(2)'",
    "rake --targets '{region: {华东: 50%, 华北: 50%}}'",
    "ratios 'rate = paid_amount' --per order_id --types 'order_id=integer,paid_amount=decimal(2)'",
    "reallocate paid_amount --result order_id --by region --at paid_at --types 'paid_at=date,order_id=integer,paid_amount=decimal(2)'",
    "repost-velocity region --at paid_at --types paid_at=date --timezone Asia/Shanghai",
    "repurchase paid_amount --person region --at paid_at --types 'paid_at=date,paid_amount=decimal(2)'",
    "retention --person region --at paid_at --types paid_at=date --timezone Asia/Shanghai",
    "rewards --by region --of order_id --steps '1 = 5'",
    "savings --by region --before paid_amount --now order_id --types 'order_id=integer,paid_amount=decimal(2)'",
    "scorecard --of 'a = {value: paid_amount, floor: 0, target: 5, weight: 1}' --by order_id --types 'paid_amount=decimal(2)'",
    "scores order_id",
    "screen --duration paid_amount --types 'paid_amount=decimal(2)'",
    "screen-engagement --by region --likes paid_amount --comments paid_amount --saves paid_amount --views paid_amount --types 'paid_amount=decimal(2)'",
    "sentiment region",
    "service-level --from paid_at --to paid_at --limit 1h --types paid_at=date --timezone Asia/Shanghai",
    "spread --inviter region --id order_id --at paid_at --types paid_at=date --timezone Asia/Shanghai",
    "themes region --interview order_id",
    "unit-costs paid_amount --clicks order_id --types 'order_id=integer,paid_amount=decimal(2)'",
    "visits --by region --person region --at paid_at --types paid_at=date --timezone Asia/Shanghai",
  ]

  /// Stages that read another dataset, or what a stage before them gives, or a time of day: a table of
  /// orders alone has nothing for them.
  static let ofOtherRows: Set<String> = [
    "attribute", "backflow", "budget-check", "compare-funnels", "coverage", "join", "lookup",
    "migration", "peaks", "quality", "ranking", "reconcile", "screen-comments",
    "survival",
  ]

  /// Every way of writing rows.
  static let formats = ["csv", "tsv", "ndjson", "json", "markdown", "pretty"].flatMap {
    [
      "select order_id < orders.csv --format \($0)", "head orders.csv --format \($0)",
      "convert 有赞订单.csv --quiet --format \($0)", "describe orders.csv --format=\($0)",
    ]
  }

  /// All of them, filters as shell commands with their input.
  static let all = writers + afterRuns + formats + filters.map { "\($0) < orders.csv" }

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

  /// A campaign of three orders.
  static let campaign = """
    version: 1
    timezone: Asia/Shanghai
    currency: CNY
    locale: en
    campaign: {id: c, name: C, period: 2026-04-01..2026-04-03}
    history: history
    datasets:
      orders:
        - read_csv: orders.csv
        - parse: {paid_amount: money, paid_at: date}
    metrics:
      sales: {label: {en: Sales, zh: 销售}, value: sum(orders.paid_amount)}
    report:
      sections: [verdict: [sales]]
      write: [markdown]

    """

  /// A pipeline with a test.
  static let tested = """
    version: 1
    timezone: Asia/Shanghai
    datasets:
      orders:
        - read_csv: orders.csv
        - parse: {paid_amount: money}
      paid:
        - from: orders
        - keep: paid_amount > 0
    tests:
      - nothing_is_free:
          of: paid
          given:
            orders: [{order_id: 1, paid_amount: 0}, {order_id: 2, paid_amount: 3}]
          expect: [{order_id: 2, paid_amount: 3}]

    """

  /// What standard output can be.
  private enum Output: String, CaseIterable {
    case file, full, closed
    /// A pipe that has had a reader and has none any more; the signal of it may be ignored.
    case left, ignored

    /// How the program writes to it, in a shell.
    func command(_ writer: String) -> String {
      let left = "mkfifo pipe; exec 3<>pipe 4>pipe 3<&-"
      return switch self {
      case .file: "$fupan \(writer) > ../file.output"
      case .full: "timeout 60 $fupan \(writer) > /dev/full"
      case .closed: "timeout 60 $fupan \(writer) >&-"
      case .left: "\(left); timeout 60 $fupan \(writer) >&4"
      case .ignored: "\(left); trap '' PIPE; timeout 60 $fupan \(writer) >&4"
      }
    }

    var status: String {
      switch self {
      case .file: "0"
      case .left: "141"
      case .full, .closed, .ignored: "74"
      }
    }

    /// What is said of it; nil where that may be anything.
    var errors: String? {
      switch self {
      case .file: nil
      case .left: ""
      case .full: "error[write_error]: write error: No space left on device\n"
      case .closed: "error[write_error]: write error: Bad file descriptor\n"
      case .ignored: "error[write_error]: write error: Broken pipe\n"
      }
    }
  }

  /// Runs a command with every output at once, each in a folder of its own, below the workshop's:
  /// `full.status` and `full.errors` beside the folder `full`.
  private func run(_ writer: String) async throws -> Workshop {
    let workshop = try Workshop()
    try workshop.write(StreamFaultTests.report, to: "report.json")
    try workshop.write(StreamFaultTests.export, to: "有赞订单.csv")
    try workshop.write(StreamFaultTests.tested, to: "t.yaml")
    if StreamFaultTests.afterRuns.contains(writer) {
      try workshop.write(StreamFaultTests.campaign, to: "c.yaml")
      let made = try await workshop.run(
        "$fupan run c.yaml --quiet && $fupan close c.yaml --as-of 2026-05-30 --quiet")
      try #require(made.status == 0, "\(made.errors)")
    }
    let outputs = Output.allCases.map { output in
      let name = output.rawValue
      return """
        mkdir \(name); cp -a "${made[@]}" \(name)
        { (cd \(name); \(output.command(writer))) 2> \(name).errors; echo $? > \(name).status; } &
        """
    }
    _ = try await workshop.run(
      """
      export CUSTOMER_KEY=fupan-test-key-0000
      made=(*)
      \(outputs.joined(separator: "\n"))
      wait
      """)
    return workshop
  }

  /// What is not in the table is in no test.
  @Test func everyCommandIsInTheTable() async throws {
    let help = try await Workshop().run("$fupan --help")
    let lines = help.output.split(separator: "\n").drop { !$0.hasPrefix("SUBCOMMANDS:") }
    let commands = lines.compactMap { line -> String? in
      guard line.hasPrefix("  "), !line.hasPrefix("   ") else { return nil }
      let name = line.dropFirst(2).prefix { $0 != " " }
      return name.allSatisfy { $0.isLowercase || $0 == "-" } ? String(name) : nil
    }
    try #require(commands.count > 60)
    let known = Set(StreamFaultTests.all.map { String($0.prefix { $0 != " " }) })
    for command in commands
    where !StreamFaultTests.silent.contains(command)
      && !StreamFaultTests.ofOtherRows.contains(command)
    {
      #expect(known.contains(command), "add a line for '\(command)' to the table")
    }
  }

  @Test(arguments: all) func itWritesAndNoticesWhatCannotBeWritten(_ writer: String) async throws {
    let workshop = try await run(writer)
    for output in Output.allCases {
      let errors = workshop.text("\(output).errors")
      #expect(
        workshop.text("\(output).status") == output.status + "\n", "\(output): \(errors ?? "")")
      if let expected = output.errors { #expect(errors == expected, "\(output)") }
    }
    #expect(workshop.text("file.output")?.isEmpty == false)
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
