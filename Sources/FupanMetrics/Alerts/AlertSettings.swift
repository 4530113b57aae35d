import FupanConfig

/// The bounds of a metric's good side; an alert is the rest.
///
///     - refund_rate: {max: 8%, by: platform, every: day, consecutive: 2, level: fail}
///     - ctr: {when: '< 3%', by: kol, min_n: 1000, severity: {error: 20%, critical: 3}}
///     - outbreak:
///         any: [reposts_peak: {max: 500}, platforms: {max: 1}]
package struct AlertSettings: Parameterised {
  @Parameter("The metric, where the alert has another name.") package var metric: String?
  @Parameter("The smallest good value.") package var min: QuantityLiteral?
  @Parameter("The largest good value.") package var max: QuantityLiteral?
  @Parameter("The good side in one word: '>= 3%', '< 20', or 2%..5%.") package var good: AlertBound?
  @Parameter("The side that fires: '< 3%'; the good side is the rest.") package var when:
    AlertBound?
  @Parameter("How the bounds are read: level, multiple or net.") package var `as`:
    TargetSettings.Reading?
  @Parameter("Fires where one of these does: other metrics with their bounds.")
  package var any: [Named<AlertPart>] = []
  @Parameter("Fires where all of these do: other metrics with their bounds.")
  package var all: [Named<AlertPart>] = []
  @Parameter("Separately for each value of these columns.") package var by: [String] = []
  @Parameter("Separately for each day, or once for the period.") package var every: Grain = .period
  @Parameter("How many bad periods in a row fire it.", .atLeast(1)) package var consecutive: Int = 1
  @Parameter("What a good value must also meet before firing ends: '>= 3.1%'.")
  package var clear: AlertBound?
  @Parameter("Fewer observations than this say nothing.", .atLeast(0)) package var minN: Int = 0
  @Parameter("What a period without a value does: keep the state, fire, or count as ok.")
  package var onNoData: NoData = .keep
  @Parameter("Bad only where the whole interval of this level is, such as 0.95.", .in(0.5...0.999))
  package var confidence: Double?
  @Parameter(
    "When it grows worse: a percentage beyond the bound, or a number of bad periods in a row.")
  package var severity: OrderedMap<QuantityLiteral> = OrderedMap()
  @Parameter("Tell again after so long while it fires: 3d; by default only when it grows worse.")
  package var cooldown: DurationLiteral?
  @Parameter("Whether firing warns or fails the run's exit status.") package var level: Level =
    .warn
  @Parameter("Who is told.") package var owner: String?
  @Parameter("What is to be done.") package var action: AlertAction?

  /// How often an alert is judged.
  package enum Grain: String, ParameterChoice {
    case period, day
  }

  /// How grave firing is.
  package enum Level: String, ParameterChoice {
    case warn, fail
  }

  /// What a period without a value does.
  package enum NoData: String, ParameterChoice {
    case keep, fire, ok
  }

  /// Whether a bound is said, in whatever way.
  var hasBound: Bool {
    min != nil || max != nil || good != nil || when != nil || !any.isEmpty || !all.isEmpty
  }

  package init() {}
}
