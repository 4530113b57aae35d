import FupanConfig
import FupanDiagnostics
import FupanPlan

/// `read_folder`: every file of a folder, with the file each row is from.
///
/// It reads as `read_csv` and `read_json` do, one file after the other.
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
      try scope.inputs.profiles.profile(name)
    }
    let isJSON = known?.format == .ndjson
    if files.isEmpty { return try labelled(rows(of: all, isJSON, in: scope), "", in: scope) }
    var found: [Diagnostic] = []
    var parts: [(file: String, rows: Relation)] = []
    for file in files {
      found.gather { () throws(Problems) in
        let base = file.split(separator: "/").last.map { String($0) } ?? file
        let path = FilePath(folder.text + "/" + base, at: folder.place)
        let rows = try rows(of: path, isJSON, in: scope)
        if let first = parts.first { try requireSameColumns(first, (base, rows)) }
        parts.append((base, rows))
      }
    }
    if let problems = Problems(found) { throw problems }
    var relations: [Relation] = []
    for part in parts { relations.append(try labelled(part.rows, part.file, in: scope)) }
    if let known, !known.overlap.isEmpty, relations.count > 1 {
      return try known.latest(of: relations, from: parts.map { $0.file }, origin: scope.origin)
    }
    return try Relation.union(relations, origin: scope.origin)
  }

  /// The rows of one file.
  private func rows(
    of file: FilePath, _ isJSON: Bool, in scope: Scope
  ) throws(Problems) -> Relation {
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

  private func requireSameColumns(
    _ first: (file: String, rows: Relation), _ other: (file: String, rows: Relation)
  ) throws(Problems) {
    let (here, there) = (first.rows.schema.names, other.rows.schema.names)
    let alone =
      here.filter { !there.contains($0) } + there.filter { !here.contains($0) }
    guard !alone.isEmpty else { return }
    throw Problems(
      Diagnostic(
        .filesDiffer, at: folder.place,
        [
          "file": .text(first.file), "other": .text(other.file), "columns": .list(alone),
        ]))
  }

  private func labelled(
    _ rows: Relation, _ file: String, in scope: Scope
  ) throws(Problems) -> Relation {
    if rows.schema[into] != nil {
      throw Problems(
        Diagnostic(.resultColumnTaken, at: scope.origin.place, ["name": .text(into)]))
    }
    return try rows.extended([Projection(into, .text(file))])
  }
}

extension Message {
  static let filesDiffer = Message(
    "files_differ", exit: .config,
    en: "'{file}' and '{other}' have not the same columns: only one has {columns}",
    zh: "“{file}”与“{other}”的列不一致：只有其中一个有 {columns}",
    hint: (
      en: "choose files of one kind with pattern:, or read them apart and rename",
      zh: "请用 pattern: 选出同一种文件，或分别读取后改名"
    ))
}
