import FupanData
import FupanDiagnostics
import FupanFormats
import FupanMetrics
import FupanPlan

/// `alerts.csv`: every period that an alert judged, fired or not, for schedulers and spreadsheets.
enum AlertFile {
  static let name = "alerts.csv"

  static func write(
    _ outcomes: [AlertOutcome], _ pipeline: CompiledPipeline, to file: FileSink
  ) throws(Problems) {
    let rows = AlertTable.rows(outcomes, hiding: pipeline.personalColumns) {
      $0.text(in: pipeline.document.locale.language)
    }
    var writer = CSVWriter(AlertTable.schema, to: file, options: WriteOptions())
    for batch in Table(AlertTable.schema, rows: rows).batches { try writer.write(batch) }
    try writer.finish()
  }
}

extension CompiledPipeline {
  /// Columns of any dataset that tell of a single person.
  var personalColumns: Set<String> {
    Set(
      datasets.flatMap { dataset in
        dataset.fragment.schema.fields.filter { $0.isPersonal }.map { $0.name }
      })
  }
}
