import FupanData
import FupanMethods
import FupanMetrics
import FupanReports

extension MetricFigure {
  /// The figure as a report holds it, exact where it is.
  package func reported(of metric: Metric) -> Report.Value {
    if estimate.reason == .suppressed { return .suppressed }
    guard !value.isMissing else { return .missing(Report.Missing(estimate.reason)) }
    return Report.Value(self, unit: metric.declaration.unit)
  }
}

extension Report.Value {
  /// A value of a plan in the unit of a metric: count, ratio, multiple, points, s or a currency.
  package init(_ value: Value, unit: String? = nil) {
    switch value {
    case .missing: self = .missing(.noData)
    case .bool(let flag): self = .text(flag ? "true" : "false")
    case .integer(let number):
      switch unit {
      case .some(let unit) where Unit(unit).isCurrency:
        self = .money(Report.ExactNumber(Int(number)))
      case "ratio": self = .ratio(Double(number))
      case "multiple": self = .multiple(Double(number))
      case "points": self = .points(Double(number))
      default: self = .integer(Int(number))
      }
    case .decimal(let unscaled, let scale):
      if let unit, Unit(unit).isCurrency, scale <= 18 {
        self = .money(Report.ExactNumber(unscaled: unscaled, scale: scale))
      } else {
        self = Report.Value(
          double: DecimalText.double(unscaled, scale: scale), unit: unit, places: min(scale, 2))
      }
    case .number(let number): self = Report.Value(double: number, unit: unit, places: 2)
    case .text(let text): self = .text(text)
    case .date(let days): self = .date(CivilDate(daysSinceEpoch: Int(days)))
    case .timestamp, .list: self = .text(value.text ?? "")
    }
  }

  fileprivate init(_ figure: MetricFigure, unit: String) {
    let parts = (
      figure.numerator.flatMap(Report.ExactNumber.init(exactly:)),
      figure.denominator.flatMap(Report.ExactNumber.init(exactly:))
    )
    if unit == "ratio", let upper = parts.0, let lower = parts.1 {
      self = .share(upper, of: lower)
    } else {
      self = Report.Value(figure.value, unit: unit)
    }
  }

  private init(double number: Double, unit: String?, places: Int) {
    switch unit {
    case "ratio": self = .ratio(number)
    case "multiple": self = .multiple(number)
    case "points": self = .points(number)
    case .some(let unit) where Unit(unit).isCurrency:
      // An average of amounts: to the hundredth of a cent, halves away from zero.
      self =
        Report.ExactNumber(rounding: number, places: 4).map(Report.Value.money)
        ?? .number(number, places: places)
    default: self = .number(number, places: places)
    }
  }
}

extension Report.Missing {
  /// What a reader is told of the reason a statistic gives.
  package init(_ reason: Reason?) {
    self =
      switch reason {
      case .empty, .notObserved, nil: .noData
      case .tooFew: .tooFew
      default: .undefined
      }
  }
}

extension Report.ExactNumber {
  /// An integer or decimal, or nil for anything else.
  package init?(exactly value: Value) {
    switch value {
    case .integer(let number): self.init(Int(number))
    case .decimal(let unscaled, let scale) where scale <= 18:
      self.init(unscaled: unscaled, scale: scale)
    default: return nil
    }
  }

  /// A floating-point number rounded to some places, or nil where it does not fit.
  fileprivate init?(rounding number: Double, places: Int) {
    let scaled = (number * DecimalText.double(DecimalText.powersOfTen[places], scale: 0))
      .rounded(.toNearestOrAwayFromZero)
    guard let unscaled = Int128(exactly: scaled) else { return nil }
    self.init(unscaled: unscaled, scale: places)
  }
}
