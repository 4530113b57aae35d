import FupanConfig

/// One metric of an alert that watches several.
///
///     any: [reposts_peak: {max: 500}, platforms: {max: 1}]
package struct AlertPart: Parameterised {
  @Parameter("The metric, where the part has another name.") package var metric: String?
  @Parameter("The smallest good value.") package var min: QuantityLiteral?
  @Parameter("The largest good value.") package var max: QuantityLiteral?
  @Parameter("The good side in one word: '>= 3%', '< 20', or 2%..5%.") package var good: AlertBound?
  @Parameter("The side that fires: '< 3%'; the good side is the rest.") package var when:
    AlertBound?
  @Parameter("How the bounds are read: level, multiple or net.") package var `as`:
    TargetSettings.Reading?

  package init() {}
}
