import FupanData
import FupanPlan

/// Right rows that nobody found as rows of a full join: the keys come from the right side.
struct UnmatchedRows: Sendable {
  /// The right column that each left one is made of, nil where it is missing.
  private let sources: [Int?]
  /// Positions of the right columns that go into the result.
  private let taken: [Int]
  private let schema: Schema

  /// - Parameters:
  ///   - left: the left columns.
  ///   - alike: further columns that both sides have.
  ///   - schema: the left columns and the right columns taken.
  init(
    _ join: Join, left: Schema, right: Schema, alike: [String] = [], taken: [Int], schema: Schema
  ) {
    sources = left.fields.map { field in
      let pair = join.on.first { $0.left.utf8.elementsEqual(field.name.utf8) }
      if let pair { return right.index(of: pair.right) }
      return alike.contains(field.name) ? right.index(of: field.name) : nil
    }
    self.taken = taken
    self.schema = schema
  }

  /// - Parameter unmatched: positions of right rows.
  func rows(_ right: Batch, _ unmatched: [Int32]) -> Batch {
    let left = zip(sources, schema.fields).map { source, field in
      source.map { right.columns[$0].gathered(unmatched) }
        ?? Column(field.type, repeating: .missing, count: unmatched.count)
    }
    return Batch(
      schema, left + taken.map { right.columns[$0].gathered(unmatched) }, count: unmatched.count,
      provenance: right.provenance?.gathered(unmatched))
  }
}
