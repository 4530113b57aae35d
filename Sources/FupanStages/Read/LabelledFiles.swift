import FupanDiagnostics
import FupanPlan

/// The rows of several files one after the other, with a column that says which file each is from.
struct LabelledFiles {
  /// The column.
  let into: String
  let scope: Scope
  /// Where the files are named.
  let place: Place?

  /// What a file is called in the column: its name without folders, `下载.zip!订单.csv` in an archive.
  static func label(_ path: String) -> String {
    let parts = path.split(separator: "!", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts[0].split(separator: "/").last.map { String($0) } ?? path
    return parts.count > 1 ? "\(name)!\(parts[1])" : name
  }

  /// All rows; of downloads that overlap the latest counts.
  ///
  /// - Parameter rows: the rows of one file, or of none, where there is no file.
  /// - Throws: `files_differ` where they have not the same columns.
  func relation(
    of files: [String], profile: Profile?,
    rows: (String?) throws(Problems) -> Relation
  ) throws(Problems) -> Relation {
    if files.isEmpty { return try labelled(rows(nil), "") }
    var found: [Diagnostic] = []
    var parts: [(file: String, rows: Relation)] = []
    for file in files {
      found.gather { () throws(Problems) in
        let part = (file: LabelledFiles.label(file), rows: try rows(file))
        if let first = parts.first { try requireSameColumns(first, part) }
        parts.append(part)
      }
    }
    if let problems = Problems(found) { throw problems }
    var relations: [Relation] = []
    for part in parts { relations.append(try labelled(part.rows, part.file)) }
    if let profile, !profile.overlap.isEmpty, relations.count > 1 {
      return try profile.latest(
        of: relations, from: parts.map { $0.file }, origin: scope.origin)
    }
    return try Relation.union(relations, origin: scope.origin)
  }

  /// Rows with the column, which must be new.
  private func labelled(_ rows: Relation, _ file: String) throws(Problems) -> Relation {
    if rows.schema[into] != nil {
      throw Problems(
        Diagnostic(.resultColumnTaken, at: scope.origin.place, ["name": .text(into)]))
    }
    return try rows.extended([Projection(into, .text(file))])
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
        .filesDiffer, at: place,
        [
          "file": .text(first.file), "other": .text(other.file), "columns": .list(alone),
        ]))
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
