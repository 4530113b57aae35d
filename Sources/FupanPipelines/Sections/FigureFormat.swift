import FupanData
import FupanMethods
import FupanMetrics
import FupanReports

/// Turns figures of one unit into the typed values of a report.
struct FigureFormat: Sendable {
  /// `count`, `CNY`, `ratio`, `multiple`, `points` or another unit of metrics.
  let unit: String

  init(unit: String) { self.unit = unit }

  init(_ metric: Metric) { self.init(unit: metric.declaration.unit) }

  /// Digits of an amount after the point.
  private static let moneyPlaces = 2

  var isMoney: Bool { Unit(unit).isCurrency }
  var isRatio: Bool { unit == "ratio" }

  /// A figure: exact where it is, a ratio with its parts.
  func value(_ figure: MetricFigure) -> Report.Value {
    guard !figure.value.isMissing else {
      return .missing(figure.estimate.reason.map(Report.Missing.init) ?? .noData)
    }
    let parts = (figure.numerator?.scaledInteger, figure.denominator?.scaledInteger)
    if case (let upper?, let lower?) = parts, let top = Report.ExactNumber(upper),
      let bottom = Report.ExactNumber(lower), bottom.unscaled != 0
    {
      if isRatio { return .share(top, of: bottom) }
      if isMoney, let amount = Report.ExactNumber.quotient(top, bottom, places: Self.moneyPlaces) {
        return .money(amount)
      }
    }
    if let exact = figure.value.scaledInteger { return value(exact) }
    return figure.value.double.map { value($0) } ?? .missing(.noData)
  }

  /// An exact number of this unit.
  func value(_ exact: ScaledInteger) -> Report.Value {
    if isMoney, let amount = Report.ExactNumber(exact.rounded(to: Self.moneyPlaces)) {
      return .money(amount)
    }
    if unit == "count", exact.scale == 0, let whole = Int(exactly: exact.units) {
      return .integer(whole)
    }
    if isRatio, let parts = Report.ExactNumber(exact) { return .share(parts, of: 1) }
    return value(exact.doubleValue)
  }

  /// A number of this unit that is not exact.
  func value(_ number: Double) -> Report.Value {
    guard number.isFinite else { return .missing(.undefined) }
    switch unit {
    case "ratio": return .ratio(number)
    case "multiple": return .multiple(number)
    case "index": return .number(number, places: 2)
    case "count":
      return number == number.rounded() && abs(number) < 1e15
        ? .integer(Int(number)) : .number(number, places: 1)
    default:
      if isMoney {
        return Report.ExactNumber(decimalTextOf: number)?.rounded(to: Self.moneyPlaces)
          .map { .money($0) } ?? .missing(.undefined)
      }
      return .number(number, places: 1)
    }
  }

  /// How far one figure is from another, in the unit's way: percentage points for rates.
  func difference(_ number: Double) -> Report.Value {
    isRatio ? .points(number) : value(number)
  }

  /// What a chart of such figures is drawn in.
  var chartUnit: Report.Chart.Unit {
    switch unit {
    case "ratio": .ratio
    case "multiple": .multiple
    case "count": .count
    default: isMoney ? .money : .number
    }
  }
}

extension Report.ExactNumber {
  /// The same number, or nil where it has more than 18 decimals.
  init?(_ number: ScaledInteger) {
    guard number.scale <= 18 else { return nil }
    self.init(unscaled: number.units, scale: number.scale)
  }
}

extension Report.Missing {
  init(_ reason: Reason) {
    switch reason {
    case .empty: self = .noData
    case .notObserved: self = .noData
    case .tooFew, .noVariance: self = .tooFew
    case .suppressed: self = .notApplicable
    case .zeroDenominator, .notConverged, .unitMismatch, .undefined, .negativeBase:
      self = .undefined
    }
  }
}
