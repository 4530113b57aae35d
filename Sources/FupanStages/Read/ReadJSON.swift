import FupanConfig
import FupanDiagnostics
import FupanPlan

/// `read_json`: files with one JSON object a line, or one array of objects, by itself or within an
/// object.
///
///     - read_json: {files: exports/events-*.ndjson.gz, profile: miniprogram_events}
///     - read_json: {files: 导出.json, columns: {id: order_id, city: address.city}}
///     - read_json: {files: 接口返回.json, rows: data.list, columns: {id: order_id}}
package struct ReadJSON: ReadStage {
  package static let about = StageDescription(
    "read_json", .read,
    "Reads files of JSON objects, one a line or in an array, by a profile or named paths.")

  @Parameter("Paths or patterns.", .principal, .nonEmpty) package var files: [FilePath]
  @Parameter("The platform's export profile.") var profile: Located<String>?
  @Parameter("Without a profile: new columns and the path of each, such as properties.$city.")
  var columns: OrderedMap<String> = OrderedMap()
  @Parameter(
    "Where the array of rows is, where a file is one object around it, such as data.list.")
  var rows: String?
  @Parameter("Whether the files may be missing; what depends on them then says so.")
  var optional: Bool = false
  @Parameter("The encoding where it is not UTF-8, such as gb18030.") var encoding: String?
  @Parameter("What happens to an object with bytes that are not of the encoding.")
  var onBadBytes: ReadOptions.BadBytes?
  @Parameter("What happens to a row that cannot be read.") var onError: OnError = .reject
  @Parameter("A column that says which file a row is from.") var into: String?

  package init() {}

  package func lower(in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let (known, paths) = scope.inputs.inputs(
      files, profile: profile, isOptional: optional, gathering: &found)
    if profile == nil, columns.isEmpty {
      found.append(Diagnostic(.jsonNeedsColumns, at: scope.origin.place))
    }
    if let problems = Problems(found) { throw problems }
    var options = known?.readOptions ?? ReadOptions()
    if let encoding { options.encoding = encoding }
    if let rows { options.rows = rows }
    if let onBadBytes { options.onBadBytes = onBadBytes }
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
    return Relation(
      scanning: FileSource(
        .ndjson, files: paths, options: options,
        columns: columns.entries.map {
          ScanColumn($0.name, headers: [$0.value], isOptional: true)
        }),
      origin: scope.origin)
  }
}

extension Message {
  static let jsonNeedsColumns = Message(
    "json_needs_columns", exit: .config, en: "JSON is read by a profile or by named paths",
    zh: "读取 JSON 需要 profile 或写明的路径",
    hint: (
      en: "add profile: NAME, or columns: {city: properties.$city}",
      zh: "请写 profile: 名称，或 columns: {city: properties.$city}"
    ))
}
