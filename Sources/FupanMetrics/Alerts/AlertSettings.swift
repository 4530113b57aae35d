import FupanConfig

/// The bounds of a metric's good side; an alert is the rest.
///
///     - refund_rate: {max: 8%, by: platform, every: day, consecutive: 2, level: fail}
package struct AlertSettings: Parameterised {
  @Parameter("The metric, where the alert has another name.") package var metric: String?
  @Parameter("The smallest good value.") package var min: QuantityLiteral?
  @Parameter("The largest good value.") package var max: QuantityLiteral?
  @Parameter("How the bounds are read: level, multiple or net.") package var `as`:
    TargetSettings.Reading?
  @Parameter("Separately for each value of these columns.") package var by: [String] = []
  @Parameter("Separately for each day, or once for the period.") package var every: Grain = .period
  @Parameter("How many bad periods in a row fire it.", .atLeast(1)) package var consecutive: Int = 1
  @Parameter("Fewer observations than this say nothing.", .atLeast(0)) package var minN: Int = 0
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

  package init() {}
}
