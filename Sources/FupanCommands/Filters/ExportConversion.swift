import FupanConfig
import FupanData
import FupanDiagnostics
import FupanEngine
import FupanFormats
import FupanPipelines
import FupanPlan
import FupanStages
import Glibc

/// Files of one export read by their profile.
struct ExportConversion {
  let profileName: String
  private let files: [String]
  private let profile: Profile
  private let inspector: FileInputInspector

  /// - Parameter profile: the profile's name; nil looks at the files.
  /// - Throws: files that are missing, that fit no profile, or that fit several.
  init(files: [String], profile name: String?) throws(Problems) {
    let catalog = try ShippedFiles.profiles()
    self.files = files
    inspector = FileInputInspector(profiles: catalog)
    if let name {
      profile = try catalog.profile(Located(name))
      profileName = name
      return
    }
    guard let first = files.first else {
      throw Problems(Diagnostic(.missingInput, ["file": ""]))
    }
    let fitting = try ExportConversion.fitting(first, catalog)
    guard let chosen = fitting.first else {
      throw Problems(
        Diagnostic(
          .noProfileFits, ["file": .text(first), "profiles": .list(catalog.all.map { $0.name })]))
    }
    guard fitting.count == 1 else {
      throw Problems(
        Diagnostic(
          .ambiguousProfile,
          ["file": .text(first), "profiles": .list(fitting.map { $0.name })]))
    }
    profile = chosen.profile
    profileName = chosen.name
  }

  /// The profiles that a file fits: those whose name pattern and header both do, else those whose
  /// header does.
  private static func fitting(
    _ file: String, _ catalog: ProfileCatalog
  ) throws(Problems) -> [(name: String, profile: Profile)] {
    let input = try PeekedInput(file)
    let byHeader = catalog.all.filter { entry in
      entry.profile.format == .delimited && !entry.profile.header.isEmpty
        && hasHeader(of: entry.profile, input)
    }
    let base = file.split(separator: "/").last.map { String($0) } ?? file
    func isNamed(_ profile: Profile) -> Bool {
      profile.files.contains { fnmatch($0, base, 0) == 0 || fnmatch($0, file, 0) == 0 }
    }
    let byBoth = byHeader.filter { isNamed($0.profile) }
    if !byBoth.isEmpty { return byBoth }
    if !byHeader.isEmpty { return byHeader }
    // JSON lines have no header to look at.
    return catalog.all.filter { $0.profile.format == .ndjson && isNamed($0.profile) }
  }

  private static func hasHeader(of profile: Profile, _ input: PeekedInput) -> Bool {
    var options = ReadOptions()
    options.encoding = profile.encoding
    options.headerNames = profile.header
    var input = input
    return (try? HeaderSniffer(options).layout(of: &input)) != nil
  }

  /// The typed rows, and oddities worth telling.
  ///
  /// - Throws: ``Problems``; a row that is refused ends it without a result.
  func run(threads: Int?) async throws -> (table: Table, findings: [Diagnostic]) {
    let zone = profile.timezone.flatMap { TimeZoneRules(identifier: $0) }
    let place = Place(file: Place.commandLine, line: 1, column: 1)
    let paths = files.map { Node(.scalar($0), style: .argument, at: place) }
    let settings = [
      ("files", Node(.sequence(paths), style: .argument, at: place)),
      ("profile", Node(.scalar(profileName), style: .argument, at: place)),
    ]
    let node = Node(
      .mapping(settings.map { Node.Entry(key: $0.0, keyPlace: place, value: $0.1) }),
      style: .argument, at: place)
    let scope = Scope(
      origin: Origin("convert"), dataset: "output", zone: zone,
      currency: profile.currency ?? "CNY", inputs: inspector)
    let relation: Relation
    if profile.format == .delimited {
      relation = try ReadCSV.decode(node).lower(in: scope)
    } else {
      relation = try ReadJSON.decode(node).lower(in: scope)
    }
    let program = Program(results: [Fragment("output", relation)])
    try program.requireReadableFormats()
    let engine = Engine(
      options: EngineOptions(threads: threads ?? EngineOptions.cores, zone: zone ?? .utc),
      readers: .formats())
    let result = try await engine.run(program)
    if !result.rejections.isEmpty {
      throw PipelineRunner.refusal(result.rejections, allowed: 0, writtenTo: nil)
    }
    try Problems.throwIfAny(result.totals.flatMap { $0.problems })
    return (result.tables["output"] ?? Table(relation.schema, []), result.warnings)
  }
}
