import FupanData

/// The columns of files that no step looks at before a filter has said which rows stay: they are made
/// of those rows alone (Abadi, Myers, DeWitt, Madden 2007, Materialization strategies in a
/// column-oriented DBMS).
///
/// What can reject a row comes before the filter all the same, so what is rejected does not depend on
/// what is delayed.
struct DelayedColumns: Sendable {
  /// One flag for each column of the reader's schema.
  let isDelayed: [Bool]
  /// How many steps come before they are made.
  let steps: Int
  /// What each is called behind those steps, nil where nobody wants it any more.
  let names: [String?]

  /// Nil where there is no such filter or it looks at all columns.
  init?(_ schema: Schema, _ operators: [any StreamingOperator]) {
    var isDelayed = schema.fields.map { $0.type == .text }
    var names: [String?] = schema.fields.map { $0.name }
    var found: (isDelayed: [Bool], names: [String?], steps: Int)?
    for (index, step) in operators.enumerated() {
      for position in names.indices where isDelayed[position] {
        guard let name = names[position] else { continue }
        switch step.fate(of: name) {
        case .passed(let after): names[position] = after
        case .dropped: names[position] = nil
        case .read, nil: isDelayed[position] = false
        }
      }
      guard isDelayed.contains(true) else { break }
      if step is FilterOperator { found = (isDelayed, names, index + 1) }
    }
    guard let found else { return nil }
    self.isDelayed = found.isDelayed
    self.names = zip(found.names, found.isDelayed).filter { $1 }.map { $0.0 }
    steps = found.steps
  }

  /// A batch behind those steps with what was delayed in its place.
  func filled(_ batch: Batch, _ delayed: [Column]) -> Batch {
    var columns = batch.columns
    for (name, column) in zip(names, delayed) {
      if let index = name.flatMap({ batch.schema.index(of: $0) }) { columns[index] = column }
    }
    return Batch(batch.schema, columns, count: batch.count, provenance: batch.provenance)
  }
}
