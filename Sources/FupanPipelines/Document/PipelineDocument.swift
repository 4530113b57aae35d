import FupanConfig
import FupanDiagnostics
import FupanMetrics
import FupanReports
import FupanStages

/// A pipeline file: what a retrospective is made of.
///
/// The order of thought is the order of the file. Only `version` and `datasets` are required.
package struct PipelineDocument: Parameterised {
  @Parameter("The version of this grammar: 1.", .in(1...1)) package var version: Int
  @Parameter("Shipped presets by name and files by path; later ones win.")
  package var use: [FilePath] = []
  @Parameter("The report's time zone, such as Asia/Shanghai; days depend on it.")
  package var timezone: Located<String>?
  @Parameter("The language of the report: zh-Hans or en.") package var locale: Locale = .chinese
  @Parameter("The currency of money without a sign of its own.") package var currency: String =
    "CNY"
  @Parameter("How figures are rounded when shown.") package var rounding: Rounding = .halfUp
  @Parameter("Groups of people smaller than this are not shown.", .atLeast(1))
  package var minimumGroup: Int = 5
  @Parameter("How many finished runs are kept.", .atLeast(1)) package var keepRuns: Int = 20
  @Parameter("How many rows may be refused before nothing is published.", .atLeast(0))
  package var maxRejects: Int = 0
  @Parameter(
    "How long an input must have been left alone before it is read, such as 30s; see run --wait.")
  package var settle: DurationLiteral?
  @Parameter("What names the bytes of an input in receipts: sha256, or none.")
  package var hash: InputHash = .sha256
  @Parameter("Values that --param may change; `:name` in expressions, `${name}` in text.")
  package var parameters: OrderedMap<ParameterDeclaration> = OrderedMap()
  @Parameter("What is looked back on.") package var campaign: CampaignSettings?
  @Parameter("Days off and days worked instead, by holiday; a baseline is checked against them.")
  package var calendar: [Named<HolidaySettings>] = []
  @Parameter("Who somebody is, and who is left out.") package var people: PeopleSettings?
  @Parameter("Which tags of links are which channel.") package var channels: ChannelSettings?
  @Parameter("Datasets by name: each a list of stages.", .nonEmpty)
  package var datasets: OrderedMap<DatasetStages>
  @Parameter("Examples of datasets, rows in and rows out; 'fupan test' runs them.")
  package var tests: [Named<TestSettings>] = []
  @Parameter("Metrics by name, beside those of the presets.")
  package var metrics: OrderedMap<MetricDeclaration> = OrderedMap()
  @Parameter("Alerts that a bare name stands for, from the presets.")
  package var thresholds: OrderedMap<AlertSettings> = OrderedMap()
  @Parameter(
    "Metrics with the goals they were to reach; or a workbook that has them, perhaps with the sheet: {file: plan/计划.xlsx, sheet: 目标}."
  )
  package var targets: TargetList = .written([])
  @Parameter("Figures of others that metrics are shown beside, each with its source.")
  package var benchmarks: [Named<BenchmarkSettings>] = []
  @Parameter("Metrics with the bounds of their good side.")
  package var alerts: [Named<AlertSettings>] = []
  @Parameter(
    "The ledgers: problems, STAR stories, hypotheses, the run sheet, duties, incidents, questions asked, competitors and partners; a folder of YAML, or a workbook with a sheet of each."
  )
  package var ledgers: FilePath?
  @Parameter("The folder of closed campaigns, one JSON each.") package var history: FilePath?
  @Parameter("What the report shows and where it is written.") package var report: ReportSettings?

  /// The language of the report.
  package enum Locale: String, ParameterChoice {
    case chinese = "zh-Hans"
    case english = "en"

    package var language: Language { self == .chinese ? .simplifiedChinese : .english }
  }

  /// What names the bytes of an input for good.
  package enum InputHash: String, ParameterChoice {
    case sha256
    /// Nothing: a receipt says the file's name and rows only.
    case none
  }

  /// How halves are rounded.
  package enum Rounding: String, ParameterChoice {
    /// Halves away from zero.
    case halfUp = "half_up"
    /// Halves to the even neighbour.
    case halfEven = "half_even"

    /// The same as reports have it; nil for the usual.
    var shown: Report.Rounding? { self == .halfEven ? .halfEven : nil }
  }

  package init() {}

  /// The days that the words of the campaign stand for, holidays among them.
  var days: CampaignDays? {
    var days = campaign?.days
    days?.holidays = calendar.map {
      CampaignDays.Phase(name: $0.name, days: $0.settings.off)
    }
    return days
  }
}
