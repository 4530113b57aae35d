import FupanConfig
import FupanDiagnostics
import FupanPlan

/// Files of rows under headers, text or workbooks, as a reader of them names them.
struct TableFiles {
  let files: [FilePath]
  let profile: Located<String>?
  let isOptional: Bool
  /// The column that says which file a row is from, if there is to be one.
  var into: String?
  let onError: OnError

  /// Their rows: typed by the profile, else as text under the headers of the first file.
  ///
  /// - Parameter declare: what the reader itself says of how the files are written.
  func relation(
    in scope: Scope, _ declare: (inout ReadOptions) throws(Problems) -> Void
  ) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let (known, paths) = scope.inputs.inputs(
      files, profile: profile, isOptional: isOptional, gathering: &found)
    var options = known?.readOptions ?? ReadOptions()
    found.gather { () throws(Problems) in try declare(&options) }
    if let problems = Problems(found) { throw problems }
    let settled = options
    guard let into else { return try rows(of: paths, known, settled, in: scope) }
    let labels = LabelledFiles(into: into, scope: scope, place: files.first?.place)
    return try labels.relation(of: paths, profile: known) { file throws(Problems) in
      try rows(of: [file].compactMap { $0 }, known, settled, in: scope)
    }
  }

  private func rows(
    of paths: [String], _ profile: Profile?, _ options: ReadOptions, in scope: Scope
  ) throws(Problems) -> Relation {
    if let profile {
      return try profile.relation(of: paths, options, onError: onError, in: scope)
    }
    guard let first = paths.first else { return absent(options, in: scope) }
    let columns = try scope.inputs.headers(of: first, options, at: files.first?.place)
    return Relation(
      scanning: FileSource(
        .delimited, files: paths, options: options, columns: columns.map { ScanColumn($0) }),
      origin: scope.origin)
  }

  /// No rows, with the columns that later stages name: as they would be, all text.
  private func absent(_ options: ReadOptions, in scope: Scope) -> Relation {
    let columns = scope.guessedColumns[scope.dataset] ?? []
    var source = FileSource(
      .delimited, files: [], options: options, columns: columns.map { ScanColumn($0) })
    source.isGuessed = true
    let relation = Relation(scanning: source, origin: scope.origin)
    return scope.isGuessing ? relation.incomplete : relation
  }
}
