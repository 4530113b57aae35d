import FupanData

/// What `describe` tells of one column, put together from its reductions.
struct ColumnFacts {
  /// Cells of a row by the names of their columns.
  typealias Cells = [String: Value]

  private let field: Field
  private let index: Int
  /// Facts of all columns that have a type of their own.
  private let typed: Cells
  /// Facts of the column's values as text.
  private let values: Cells
  private let top: [String]

  init(_ field: Field, index: Int, typed: Cells, values: Cells, top: [String]) {
    self.field = field
    self.index = index
    self.typed = typed
    self.values = values
    self.top = top
  }

  /// The row of the result.
  var row: [Value] {
    let rows = (values["rows"] ?? typed["rows"])?.whole ?? 0
    let known =
      typed["known\(index)"].map { $0.whole } ?? (rows - (values["absent"]?.whole ?? 0))
    let isShown = !field.isPersonal
    return [
      .text(field.name), .text(field.type.description), reading.map { .text($0) } ?? .missing,
      .integer(Int64(rows)), .integer(Int64(rows - known)), distinct,
      isShown ? extreme("min") : .missing, isShown ? extreme("max") : .missing,
      isShown && !top.isEmpty ? .text(top.joined(separator: " · ")) : .missing,
    ]
  }

  private var distinct: Value {
    switch field.type {
    case .list: .missing
    case .number: .integer(Int64(typed["distinct\(index)"]?.whole ?? 0))
    default: .integer(Int64(values["distinct"]?.whole ?? 0))
    }
  }

  /// How all values of a text column are written, or nil.
  private enum Writing: String {
    case integer, decimal, date, civil, utc, offset, bool
  }

  private var writing: Writing? {
    let count = values["distinct"]?.whole ?? 0
    guard field.type == .text, count > 0 else { return nil }
    let all: [Writing] = [.integer, .decimal, .date, .civil, .utc, .offset, .bool]
    return all.first { values[$0.rawValue]?.whole == count }
  }

  /// The type that all values of a text column read as, or nil.
  private var reading: String? {
    switch writing {
    case .integer, .date, .bool: writing?.rawValue
    case .decimal: "decimal(\(digits))"
    case .civil, .utc, .offset: "timestamp"
    case nil: nil
    }
  }

  /// Digits after the point of the text with the most.
  private var digits: Int { values["digits"]?.whole ?? 0 }

  private func extreme(_ name: String) -> Value {
    switch (field.type, writing) {
    case (.list, _): return .missing
    case (.text, .integer?), (.text, .decimal?):
      guard case .decimal(let units, let scale)? = values["\(name)_number"],
        let short = DecimalText.rescaled(units, from: scale, to: digits)
      else { return .missing }
      return .text(DecimalText.string(short, scale: digits))
    case (.text, .utc?):
      return (values["\(name)_instant"]?.text).map { .text($0 + "Z") } ?? .missing
    // Which of two instants is earlier does not show in text with offsets.
    case (.text, .offset?): return .missing
    case (.text, _), (.bool, _): return values[name] ?? .missing
    default: return (typed["\(name)\(index)"]?.text).map { .text($0) } ?? .missing
    }
  }
}
