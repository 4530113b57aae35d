import ArgumentParser
import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPipelines
import FupanReports

/// `fupan history`: the closed campaigns, and figures of earlier ones by hand.
struct HistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Lists the closed campaigns, looks through their ledgers, or adds figures by hand.",
    discussion: """
      fupan history --in retrospective.yaml
      fupan history find 支付中断 --in retrospective.yaml
      fupan history add spring-2024.yaml --in ../history
      """,
    subcommands: [HistoryListCommand.self, HistoryFindCommand.self, HistoryAddCommand.self],
    defaultSubcommand: HistoryListCommand.self)
}

/// Where the history is.
struct HistoryOptions: ParsableArguments {
  @Option(
    name: .customLong("in"),
    help: ArgumentHelp(
      "The folder of the history, or a pipeline that names it.", valueName: "folder|pipeline"))
  var place = "history"

  var folder: HistoryFolder {
    get throws(Problems) {
      place.hasSuffix(".yaml") || place.hasSuffix(".yml")
        ? try PipelineFolder.history(of: place) : HistoryFolder(place)
    }
  }
}

/// `fupan history list`: a line for each campaign.
struct HistoryListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the campaigns of the history by their days.")

  @OptionGroup var history: HistoryOptions
  @OptionGroup var speech: ConsoleOptions

  func run() async throws {
    try await speech.perform { _ in
      let rows = try history.folder.reports().map { report -> [Value] in
        [
          .text(report.campaign), .text(report.title),
          .date(Int32(report.period.first.daysSinceEpoch)),
          .date(Int32(report.period.last.daysSinceEpoch)),
          .date(Int32(report.asOf.daysSinceEpoch)), .text(report.closing?.rawValue ?? ""),
          .integer(Int64(report.receipts.count { $0.id == $0.metric })),
        ]
      }
      let fields = [
        Field("campaign", .text), Field("name", .text), Field("first", .date),
        Field("last", .date), Field("as_of", .date), Field("how", .text),
        Field("figures", .integer),
      ]
      let columns = fields.enumerated().map { index, field in
        Column(field.type, rows.map { $0[index] })
      }
      try StandardOutput.write(
        Table(Schema(fields), [Batch(Schema(fields), columns, count: rows.count)]))
      return .done
    }
  }
}

/// `fupan history find`: what was written down about a matter.
struct HistoryFindCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: "Looks through the problems and stories of closed campaigns for words.",
    discussion: """
      Finds entries that have all the words, or whose problem reads like them: what was seen, why, \
      what was done about it, and how far that was.
      """)

  @Argument(help: "The words to look for.")
  var words: [String]

  @OptionGroup var history: HistoryOptions
  @OptionGroup var speech: ConsoleOptions

  func run() async throws {
    try await speech.perform { _ in
      let hits = HistorySearch(words.joined(separator: " ")).hits(in: try history.folder.reports())
      let names = [
        "campaign", "name", "kind", "matter", "cause", "outcome", "status",
      ]
      let fields = names.map { Field($0, .text) }
      let rows = hits.map { hit -> [Value] in
        [
          hit.campaign, hit.title, hit.kind.rawValue, hit.matter, hit.cause, hit.outcome,
          hit.status,
        ].map { .text($0) }
      }
      try StandardOutput.write(Table(Schema(fields), rows: rows))
      return .done
    }
  }
}

/// `fupan history add`: figures that somebody typed.
struct HistoryAddCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Adds figures of an earlier campaign by hand; reports mark them so.",
    discussion: """
      The file says what is known:

        id: spring-2024
        name: 春日焕新 2024
        period: 2024-04-11..2024-04-25
        figures: {revenue: 52.34万, conversion: 7.2%, roi: 4.1}
      """)

  @Argument(help: "A YAML file with the campaign's figures.")
  var file: String

  @OptionGroup var history: HistoryOptions

  @Flag(help: "Takes the place of the campaign where it is in the history already.")
  var replace = false

  @OptionGroup var speech: ConsoleOptions

  func run() async throws {
    var sources: [SourceFile] = []
    if let input = try? ReportInput.bytes(of: file) {
      sources = [SourceFile(name: file, text: String(decoding: input, as: UTF8.self))]
    }
    let known = sources
    try await speech.perform(sources: { known }) { console in
      let campaign = try EnteredCampaign.read(try ReportInput.bytes(of: file), file: file)
      let report = try campaign.report(
        generatedAt: InstantText.string(microseconds: Now.reported / 1_000_000 * 1_000_000))
      let folder = try history.folder
      try folder.add(report, replacing: replace)
      console.say(
        .closed, ["name": .text(report.title), "file": .text(folder.file(report.campaign))])
      return .done
    }
  }
}
