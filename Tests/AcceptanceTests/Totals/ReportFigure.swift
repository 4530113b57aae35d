/// One figure of a report as rows of cells: a table, a chart, the cards, the receipts.
struct ReportFigure {
  /// What a cell says.
  enum Cell: Equatable, CustomStringConvertible {
    /// Exactly this: amounts, counts, days, and shares as `part/whole`.
    case exact(String)
    /// A quotient, which a double says.
    case double(Double)
    /// Withheld, because it would tell of too few people.
    case withheld

    var description: String {
      switch self {
      case .exact(let text): text
      case .double(let value): "\(value)"
      case .withheld: "*"
      }
    }

    /// Whether what another says is the same.
    func agrees(with text: String) -> Bool {
      switch self {
      case .exact(let own): return own == text
      case .withheld: return true
      case .double(let own):
        guard let value = Double(text) else { return false }
        return abs(own - value) <= 1e-9 * max(1, abs(own))
      }
    }

    /// Whether it is compared as text, so that rows can be put in order by it.
    var isExact: Bool { if case .exact = self { true } else { false } }
  }

  /// The columns of a table; nil where their places say what they are.
  var columns: [String]?
  var rows: [[Cell]]
}
