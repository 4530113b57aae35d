import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// The rows that stand for files and datasets while a test runs.
struct GivenRows: Sendable {
  /// The dataset that is tested.
  let tested: String
  let rows: OrderedMap<[OrderedMap<Node>]>
  let zone: TimeZoneRules

  /// The columns that the rows of a dataset name, each once.
  func columns(of dataset: String) -> [String] {
    (rows[dataset] ?? []).flatMap { $0.names }.uniqued()
  }

  /// The rows of a dataset with the columns of what they stand for; none where none are given.
  ///
  /// - Throws: columns that there are not, and text that is none of their type.
  func relation(of dataset: String, instead replaced: Relation) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let schema = replaced.schema
    let rows = (self.rows[dataset] ?? []).map { row in
      var values = [Value](repeating: .missing, count: schema.fields.count)
      for cell in row.entries {
        found.gather { () throws(Problems) in
          let field = try replaced.binder().field(cell.name, at: cell.place)
          let value = try ExampleCell.value(cell.value, as: field, in: zone)
          if let index = schema.index(of: field.name) { values[index] = value }
        }
      }
      return values
    }
    if let problems = Problems(found) { throw problems }
    return Relation(Table(schema, rows: rows), origin: replaced.origin)
  }
}
