import FupanConfig
import FupanDiagnostics
import Testing

struct Aggregate: Parameterised {
  @Parameter("Columns to group by.") var by: [ColumnName] = []
  @Parameter("New columns.", .principal, .nonEmpty) var into: OrderedMap<String>
  @Parameter("Whether to keep the order.") var inOrder: Bool = false
  @Parameter("The rules.") var rules: [Rule] = []
  @Parameter("At most so many.", .atLeast(1)) var rows: Int?
}

@Suite struct CommandLineNodeTests {
  private func line(_ arguments: [String]) -> CommandLineArguments {
    CommandLineArguments(command: ["fupan", "aggregate"], arguments: arguments)
  }

  private func read(_ arguments: [String]) throws(Problems) -> Aggregate {
    try Aggregate.decode(
      CommandLineNode.read(line(arguments), for: Aggregate.parameters))
  }

  private func problems(_ arguments: [String]) -> [Diagnostic] {
    do throws(Problems) {
      _ = try read(arguments)
      return []
    } catch { return error.all }
  }

  @Test func optionsAreTheDocumentsSettings() throws {
    let read = try read([
      "--by", "region,day", "--by=channel", "--into", "revenue = sum(case when a = b then c end)",
      "--in-order", "n = count(*), m = coalesce(a, 0)", "--rows", "5",
      "--rules", "{column: paid_at, fresh: 26h}",
    ])
    #expect(read.by == ["region", "day", "channel"])
    #expect(read.into.names == ["revenue", "n", "m"])
    #expect(read.into["revenue"] == "sum(case when a = b then c end)")
    #expect(read.into["m"] == "coalesce(a, 0)")
    #expect(read.inOrder)
    #expect(read.rows == 5)
    #expect(read.rules.first?.fresh == DurationLiteral(26, .hour))
  }

  @Test func namesOnTheCommandLineMayBeNumbers() throws {
    #expect(try read(["a = 1", "--by", "2024"]).by == ["2024"])
    #expect(try read(["a = 1", "--no-in-order"]).inOrder == false)
  }

  @Test func placesPointIntoTheCommandLine() throws {
    let found = problems(["--bye", "x", "--rows", "0", "--rules", "{colum: a}", "n = 'a b'"])
    #expect(found.map(\.code) == ["unknown_option"])
    #expect(found[0].place == Place(file: "command line", line: 1, column: 17))
    let line = line(["--rows", "0", "--rules", "{colum: a}", "n = 'a b'"])
    #expect(line.source.line(1) == "fupan aggregate --rows 0 --rules '{colum: a}' 'n = 'a b''")
    let wrong = problems(["--rows", "0", "--rules", "{colum: a}", "n = 'a b'"])
    #expect(wrong.map(\.code) == ["out_of_range", "unknown_key", "missing_parameter"])
    #expect(wrong.map(\.place?.column) == [24, 36, 35])
  }

  @Test func refusesBadCommandLinesAsUsage() {
    #expect(problems([]).map(\.code) == ["missing_parameter"])
    #expect(problems(["--by"]).map(\.code) == ["option_without_value"])
    #expect(problems(["sum(x)"]).map(\.code) == ["name_without_value"])
    #expect(
      problems(["a = 1", "--rows", "1", "--rows", "2"]).map(\.code) == ["repeated_option"])
    #expect(problems(["a = 1", "a = 2"]).map(\.code) == ["duplicate_key"])
    #expect(problems(["a = 1", "-r", "2"]).map(\.code) == ["unknown_option"])
    #expect(Problems(problems(["a = 1", "--rows", "x"]))?.exitStatus == .usage)
    #expect(Problems(problems(["--by"]))?.exitStatus == .usage)
  }

  @Test func suggestsTheNearestOption() throws {
    let first = try #require(problems(["a = 1", "--in_ordr"]).first)
    #expect(
      first.message.text(in: .english, with: first.facts)
        == "unknown option '--in_ordr' (did you mean '--in-order'?)")
  }

  @Test func withoutAPrincipalParameterNothingIsPositional() {
    do throws(Problems) {
      let line = CommandLineArguments(command: ["fupan", "top"], arguments: ["a"])
      _ = try CommandLineNode.read(line, for: Top.parameters)
      Issue.record("took a positional argument")
    } catch { #expect(error.all.map(\.code) == ["unexpected_argument"]) }
  }
}
