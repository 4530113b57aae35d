import FupanConfig
import FupanDiagnostics
import FupanPlan

/// `write_csv`: the rows as a CSV file in the run's folder.
///
///     - write_csv: {file: 召回名单.csv, variant: excel}
package struct WriteCSV: WriteStage {
  package static let about = StageDescription(
    "write_csv", .write, "Writes the rows as a CSV file in the run's folder.")

  @Parameter("The file, under the run's folder.", .principal) var file: FilePath
  @Parameter(
    "Who reads it: machine is plain RFC 4180; excel adds a byte order mark and guards cells that would run as formulas."
  )
  var variant: Variant = .machine

  /// Who reads the file.
  package enum Variant: String, ParameterChoice {
    case machine, excel
  }

  package init() {}

  package func sink(for input: Relation, in scope: Scope) throws(Problems) -> Sink {
    Sink(
      fragment: scope.dataset, path: try OutputPath.checked(file), format: .csv,
      options: WriteOptions(
        isForSpreadsheets: variant == .excel, zone: variant == .excel ? scope.zone : nil,
        isPersonal: input.schema.fields.contains { $0.isPersonal }),
      origin: scope.origin)
  }
}
