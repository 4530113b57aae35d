import FupanConfig
import FupanData
import FupanDiagnostics
import FupanEngine
import FupanFormats
import FupanPipelines
import FupanPlan
import FupanStages

/// Files of one kind as rows: typed by their profile, or as the text that they hold.
struct FileRows {
  /// Nil where the files are read as text.
  let profileName: String?
  private let files: [String]
  private let profile: Profile?
  /// The columns and the way of files that are read as text.
  private let plain: FileSniff?
  private let inspector = FileInputInspector(profiles: ShippedFiles.profiles)
  /// Which sheet is read, where the files are workbooks.
  private let sheet: SheetChoice?
  /// Whether the files have total rows; nil where nobody says.
  private let totals: Bool?

  private init(
    _ files: [String], _ profile: ProfileCatalog.Entry?, plain: FileSniff? = nil,
    sheet: SheetChoice? = nil, totals: Bool? = nil
  ) {
    self.sheet = sheet
    self.totals = totals
    self.files = files
    profileName = profile?.name
    self.profile = profile?.profile
    self.plain = plain
  }

  /// Exports of a platform.
  ///
  /// - Parameters:
  ///   - profile: the profile's name; nil looks at the files.
  ///   - sheet: which sheet of workbooks; nil is the only one.
  /// - Throws: files that are missing, that fit no profile, or that fit several.
  static func exports(
    _ files: [String], profile name: String?, sheet: SheetChoice? = nil
  ) throws(Problems) -> FileRows {
    if let name {
      return FileRows(
        files, (name, try profile(name)),
        sheet: sheet ?? (files.first.map { WorkbookFile.isWorkbook($0) } == true ? .only : nil))
    }
    let sniff = try sniffed(files, ShippedFiles.profiles.all(), sheet)
    guard let chosen = sniff.fitting.first else {
      throw Problems(
        Diagnostic(
          .noProfileFits,
          ["file": .text(sniff.file), "profiles": .list(ShippedFiles.profiles.names)]))
    }
    return try FileRows(files, only(chosen, of: sniff), sheet: sheet ?? sniff.options.sheet)
  }

  /// Any files: by the profile that they fit, else as text.
  static func any(
    _ files: [String], sheet: SheetChoice?, totals: Bool?
  ) throws(Problems) -> FileRows {
    let sniff = try sniffed(files, ShippedFiles.profiles.all(), sheet)
    guard let chosen = sniff.fitting.first else {
      return FileRows(files, nil, plain: sniff, sheet: sheet, totals: totals)
    }
    return try FileRows(
      files, only(chosen, of: sniff), sheet: sheet ?? sniff.options.sheet, totals: totals)
  }

  /// Any files as the text that they hold, under their own headers.
  static func text(
    of files: [String], profile name: String?, sheet: SheetChoice?
  ) throws(Problems) -> FileRows {
    let profiles: [ProfileCatalog.Entry] =
      if let name { [(name, try profile(name))] } else { try ShippedFiles.profiles.all() }
    // Shown as they are: nothing is added up.
    return FileRows(
      files, nil, plain: try sniffed(files, profiles, sheet), sheet: sheet, totals: false)
  }

  private static func profile(_ name: String) throws(Problems) -> Profile {
    try FileInputInspector(profiles: ShippedFiles.profiles).profile(Located(name))
  }

  private static func sniffed(
    _ files: [String], _ profiles: [ProfileCatalog.Entry], _ sheet: SheetChoice?
  ) throws(Problems) -> FileSniff {
    guard let first = files.first else {
      throw Problems(Diagnostic(.missingInput, ["file": ""]))
    }
    return try FileSniff(first, sheet: sheet, profiles: profiles, readsColumns: false)
  }

  private static func only(
    _ chosen: ProfileMatch, of sniff: FileSniff
  ) throws(Problems) -> ProfileCatalog.Entry {
    guard sniff.fitting.count == 1 else {
      throw Problems(
        Diagnostic(
          .ambiguousProfile,
          ["file": .text(sniff.file), "profiles": .list(sniff.fitting.map { $0.name })]))
    }
    return (chosen.name, chosen.profile)
  }

  /// Whether the rows are text that nobody declared.
  var isText: Bool { profile == nil }

  /// What stages may know: the zone and the currency of the export.
  func scope(_ command: String) -> Scope {
    Scope(
      origin: Origin(command), dataset: "output", zone: zone,
      currency: profile?.currency ?? "CNY", readsText: isText, inputs: inspector)
  }

  private var zone: TimeZoneRules? {
    profile?.timezone.flatMap { TimeZoneRules(identifier: $0) }
  }

  /// The rows, as a stage would read them.
  func relation(in scope: Scope) throws(Problems) -> Relation {
    if let plain {
      var options = plain.options
      options.sheet = sheet ?? options.sheet
      options.declare(totals: totals)
      return Relation(
        scanning: FileSource(
          plain.format, files: files, options: options,
          columns: plain.columns.map {
            ScanColumn($0.header, isOptional: plain.format == .ndjson)
          }),
        origin: scope.origin)
    }
    let place = Place(file: Place.commandLine, line: 1, column: 1)
    let paths = files.map { Node(.scalar($0), style: .argument, at: place) }
    var settings = [
      ("files", Node(.sequence(paths), style: .argument, at: place)),
      ("profile", Node(.scalar(profileName ?? ""), style: .argument, at: place)),
    ]
    if let name = sheet?.written {
      settings.append(("sheet", Node(.scalar(name), style: .argument, at: place)))
    }
    if let totals, profile?.format != .ndjson {
      settings.append(("totals", Node(.scalar(String(totals)), style: .argument, at: place)))
    }
    let node = Node(
      .mapping(settings.map { Node.Entry(key: $0.0, keyPlace: place, value: $0.1) }),
      style: .argument, at: place)
    if sheet != nil { return try ReadXLSX.decode(node).lower(in: scope) }
    return profile?.format == .ndjson
      ? try ReadJSON.decode(node).lower(in: scope) : try ReadCSV.decode(node).lower(in: scope)
  }

  /// Runs a relation of these rows.
  ///
  /// - Parameters:
  ///   - firstRows: no more of the files is read than that many rows need; nil reads all.
  ///   - limits: what it may take of the machine.
  /// - Returns: the rows, and oddities worth telling.
  /// - Throws: ``Problems``; a row that is refused ends it without a result.
  func run(
    _ relation: Relation, firstRows: Int? = nil, limits: ResourceLimits = ResourceLimits()
  ) async throws -> (table: Table, findings: [Diagnostic]) {
    let program = Program(results: [Fragment("output", relation)])
    try program.requireReadableFormats()
    var options = EngineOptions(limits, zone: zone ?? .utc)
    var readers = InputReaders.formats()
    if let firstRows {
      options.chunkBytes = 64 << 10
      let open = readers.open
      readers.open = { (source, request) throws(Problems) in
        FirstRowsReader(try open(source, request), rows: firstRows)
      }
    }
    let result = try await Engine(options: options, readers: readers).run(program)
    if !result.rejections.isEmpty {
      throw PipelineRunner.refusal(result.rejections, allowed: 0, writtenTo: nil)
    }
    try Problems.throwIfAny(result.totals.flatMap { $0.problems })
    return (result.tables["output"] ?? Table(relation.schema, []), result.warnings)
  }
}
