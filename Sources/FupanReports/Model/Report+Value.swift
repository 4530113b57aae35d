import FupanData

extension Report {
  /// One typed value of a report, exact and unformatted.
  ///
  /// Writers format it: briefly (`¥1.2万`) in cards, prose and on axes, exactly (`¥12,345.60`) in
  /// tables and on hover.
  package enum Value: Hashable, Sendable {
    case text(String)
    case integer(Int)
    /// An amount in the report's currency.
    case money(ExactNumber)
    /// A share or rate, shown in percent.
    case ratio(Ratio)
    /// A difference of two rates, shown in percentage points: 0.012 is +1.2 pp.
    case points(Double)
    /// How many times as much, shown `3.2×`.
    case multiple(Double)
    /// Any other number, shown with `places` decimals.
    case number(Double, places: Int)
    case date(CivilDate)
    case status(Status)
    /// Not there, and why.
    case missing(Missing)
    /// Withheld, because it would tell of too few people.
    case suppressed

    /// The share `part` of `whole`; missing as `undefined` where the whole is zero.
    package static func share(_ part: Int, of whole: Int) -> Value {
      share(ExactNumber(part), of: ExactNumber(whole))
    }

    /// The share `part` of `whole`; missing as `undefined` where the whole is zero.
    package static func share(_ part: ExactNumber, of whole: ExactNumber) -> Value {
      Ratio(part, of: whole).map(Value.ratio) ?? .missing(.undefined)
    }

    /// A rate whose parts are not known.
    package static func ratio(_ value: Double) -> Value { .ratio(Ratio(value)) }

    /// The exact sum of counts, or of amounts; nil where they are anything else.
    static func sum(of values: [Value]) -> Value? {
      var count = 0
      var amount = ExactNumber(0)
      var isMoney = false
      for value in values {
        switch value {
        case .integer(let number):
          let (sum, overflow) = count.addingReportingOverflow(number)
          guard !overflow, !isMoney else { return nil }
          count = sum
        case .money(let number):
          guard count == 0, let sum = amount.adding(number) else { return nil }
          isMoney = true
          amount = sum
        default: return nil
        }
      }
      return isMoney ? .money(amount) : .integer(count)
    }

    /// The value as a coordinate for drawing, or nil where it is no number or is not there.
    package var plotted: Double? {
      let number: Double? =
        switch self {
        case .integer(let number): Double(number)
        case .money(let amount): amount.approximation
        case .ratio(let ratio): ratio.value
        case .points(let number), .multiple(let number), .number(let number, _): number
        case .text, .date, .status, .missing, .suppressed: nil
        }
      return number.flatMap { $0.isFinite ? $0 : nil }
    }
  }
}

extension Report.Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  package init(stringLiteral value: String) { self = .text(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
}
