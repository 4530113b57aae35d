import FupanReports

/// One metric in two runs, and the parts of the difference by cause.
package struct MetricDifference: Sendable {
  /// The metric's stable id.
  package let metric: String
  package let label: String
  /// What its numbers count.
  package let unit: Unit
  /// The figures, rounded to ``Unit``'s places; nil where there is none.
  package let before: Report.ExactNumber?
  package let after: Report.ExactNumber?
  /// The causes that contributed, which add up exactly to ``difference``.
  package var parts: [Part]
  /// Why the difference could not be split, or what to mind.
  package var remarks: [DifferenceRemark]

  /// What one cause contributed.
  package struct Part: Sendable {
    package let cause: DifferenceCause
    package var amount: Report.ExactNumber
    /// The rows of that cause; nil where there is no saying.
    package var rows: Int?
  }

  /// What the numbers are and how many digits they are told with.
  package enum Unit: Sendable, Equatable {
    case count
    case money(places: Int)
    /// In percent, and changes in percentage points.
    case percent(places: Int)
    case multiple
    case number(places: Int)

    var places: Int {
      switch self {
      case .count: 0
      case .money(let places), .number(let places): places
      case .percent(let places): places
      case .multiple: 4
      }
    }
  }

  /// After less before; nil where either is not there.
  package var difference: Report.ExactNumber? {
    guard let before, let after else { return nil }
    return after.subtracting(before)
  }

  /// What a cause contributed; zero where it is not among the parts.
  package func amount(of cause: DifferenceCause) -> Report.ExactNumber? {
    parts.first { $0.cause == cause }?.amount
  }
}

/// What has to be said of a difference.
package enum DifferenceRemark: Sendable, Equatable {
  /// A run keeps no facts, or too many rows for them.
  case noRows
  /// The definition changed, and rows that it let in or left out are counted as late or corrected.
  case definitionChanged
  /// Figures of one side were entered by hand.
  case entered
  /// What was kept does not give the figure of the report again.
  case notReproduced
}

extension Report.ExactNumber {
  /// The exact difference; nil where it has too many digits.
  package func subtracting(_ other: Self) -> Self? {
    adding(Self(unscaled: -other.unscaled, scale: other.scale))
  }
}
