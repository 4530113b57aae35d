import FupanConfig
import FupanDiagnostics
import FupanPlan

/// `read_folder`: every file of a folder, with the file each row is from.
///
/// It reads as `read_csv`, `read_xlsx` and `read_json` do, one file after the other.
///
///     - read_folder: {folder: exports/有赞订单, profile: youzan_orders}
///     - read_folder: {folder: exports, pattern: "门店*.csv", into: store_file}
package struct ReadFolder: ReadStage {
  package static let about = StageDescription(
    "read_folder", .read,
    "Reads every file of a folder that fits a pattern, and says which file each row is from.")

  @Parameter("The folder.", .principal) var folder: FilePath
  @Parameter("Which of its files: * stands for any characters.") var pattern: String = "*.csv"
  @Parameter("The platform's export profile; without one every column is text.")
  var profile: Located<String>?
  @Parameter("Whether there may be no file; what depends on them then says so.")
  var optional: Bool = false
  @Parameter("The column that says which file a row is from.") var into: String = "file"
  @Parameter("What happens to a row that cannot be read.") var onError: OnError = .reject

  package init() {}

  package var files: [FilePath] { [all] }

  private var all: FilePath { FilePath(folder.text + "/" + pattern, at: folder.place) }

  package func lower(in scope: Scope) throws(Problems) -> Relation {
    let files = try scope.inputs.files(all, isOptional: optional)
    let known = try profile.map { name throws(Problems) in
      try scope.inputs.profile(name)
    }
    let isJSON = known?.format == .ndjson
    let labels = LabelledFiles(into: into, scope: scope, place: folder.place)
    return try labels.relation(of: files, profile: known) { file throws(Problems) in
      guard let file else { return try rows(of: all, isJSON, in: scope) }
      let path = FilePath(folder.text + "/" + LabelledFiles.label(file), at: folder.place)
      return try rows(of: path, isJSON, isWorkbook: scope.inputs.isWorkbook(file), in: scope)
    }
  }

  /// The rows of one file.
  private func rows(
    of file: FilePath, _ isJSON: Bool, isWorkbook: Bool = false, in scope: Scope
  ) throws(Problems) -> Relation {
    if isWorkbook {
      var reader = ReadXLSX()
      reader.files = [file]
      reader.profile = profile
      reader.optional = optional
      reader.onError = onError
      return try reader.lower(in: scope)
    }
    if isJSON {
      var reader = ReadJSON()
      reader.files = [file]
      reader.profile = profile
      reader.optional = optional
      reader.onError = onError
      return try reader.lower(in: scope)
    }
    var reader = ReadCSV()
    reader.files = [file]
    reader.profile = profile
    reader.optional = optional
    reader.onError = onError
    return try reader.lower(in: scope)
  }
}
