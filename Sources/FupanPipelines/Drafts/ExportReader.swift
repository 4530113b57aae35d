import FupanConfig
import FupanData
import FupanDiagnostics
import FupanEngine
import FupanFormats
import FupanPlan
import FupanStages

/// Reads the files of a survey, each by itself, so that one that is damaged costs only itself.
struct ExportReader {
  private let root: String
  private let profiles: [ProfileCatalog.Entry]

  init(root: String, profiles: [ProfileCatalog.Entry]) {
    self.root = root
    self.profiles = profiles
  }

  /// The file at a path of the folder, or each sheet of a workbook; none for what is no table.
  func files(at path: String) async -> [FoundFile] {
    let full = root + "/" + path
    var file = FoundFile(path: path, kind: .unknown)
    guard WorkbookFile.isWorkbook(full) else {
      if let found = await self.file(at: path) { return [found] }
      guard FolderSurvey.isCalledWorkbook(path) else { return [] }
      do throws(Problems) { _ = try WorkbookFile(full) } catch { file.problem = error.first }
      return [file]
    }
    file.isWorkbook = true
    do {
      let book = try WorkbookFile(full)
      let ledgers = try LedgerWorkbook.sheets(of: book)
      let sheets = try book.filledSheets()
      var found: [FoundFile] = []
      if !ledgers.isEmpty {
        file.kind = .ledgers
        found.append(file)
        file.kind = .unknown
      }
      for sheet in sheets where !ledgers.contains(sheet.name) {
        file.sheet = sheets.count > 1 ? sheet.name : nil
        guard let table = await self.file(at: path, file) else { continue }
        // Beside ledgers there are sheets of the team's own, and templates explain themselves.
        let isOwn = !ledgers.isEmpty || TemplateWorkbook.isNotes(sheet.name)
        if case .unknown = table.kind, isOwn, table.problem == nil { continue }
        found.append(table)
      }
      return found
    } catch {
      file.problem = error.first
      return [file]
    }
  }

  private func file(at path: String, _ known: FoundFile? = nil) async -> FoundFile? {
    var file = known ?? FoundFile(path: path, kind: .unknown)
    do {
      let full = root + "/" + path
      let sniff = try FileSniff(
        full, sheet: file.sheet.map { .name($0) }, profiles: profiles, readsColumns: false)
      // Whoever wrote a profile meant it.
      let own = sniff.fitting.filter { OwnProfile.isPath($0.name) }
      let fitting = own.isEmpty ? sniff.fitting : own
      if let match = fitting.first, fitting.count == 1 {
        file.kind = .export(name: match.name, profile: match.profile)
        if sniff.format == .delimited { file.headers = sniff.layout?.names ?? [] }
        try await read(full, by: match.name, match.profile, into: &file)
      } else if sniff.format == .delimited {
        file.headers = sniff.layout?.names.filter { !$0.isEmpty } ?? []
        file.delimiter = sniff.layout?.delimiter ?? file.delimiter
        // Notes and other prose have no columns.
        if file.headers.count < 2 { return nil }
        if let sheet = PlanSheet.of(headers: file.headers, file: file.name),
          sheet != .targets || file.isWorkbook
        {
          file.kind = .sheet(sheet)
        }
        try await read(full, by: nil, nil, into: &file)
      } else {
        return nil
      }
    } catch {
      file.problem = (error as? Problems)?.first
      if !(error is Problems) { return nil }
    }
    return file
  }

  private func read(
    _ file: String, by name: String?, _ profile: Profile?, into found: inout FoundFile
  ) async throws {
    let zone =
      profile?.timezone.flatMap { $0 == "UTC" ? nil : TimeZoneRules(identifier: $0) }
      ?? TimeZoneRules(identifier: PipelineDraft.zone) ?? .utc
    let relation = try rows(of: file, by: name, profile, zone, like: found)
    var fragments = [
      Fragment("rows", try relation.aggregated([Aggregation("rows", .count)], by: []))
    ]
    let time = TimeColumn.canonical.lazy.compactMap { relation.schema[$0] }.first {
      $0.type == .date || $0.type == .timestamp
    }
    if let time {
      let days = try relation.extended([Projection("_day", Expression(time).cast(to: .date))])
      fragments.append(
        Fragment("days", try days.aggregated([Aggregation("rows", .count)], by: ["_day"])))
    }
    if profile?.table == "events", relation.schema["event"]?.type == .text {
      fragments.append(
        Fragment("events", try relation.aggregated([Aggregation("rows", .count)], by: ["event"])))
    }
    let asked = profile?.table == "survey" ? questions(profile, found.headers) : []
    if !asked.isEmpty {
      fragments.append(Fragment("answers", try relation.selected(asked.map { $0.column })))
    }
    let currency = profile?.currencyColumn.flatMap { relation.schema[$0.text]?.name }
    if let currency {
      fragments.append(
        Fragment(
          "currencies", try relation.aggregated([Aggregation("rows", .count)], by: [currency])))
    }
    let engine = Engine(options: EngineOptions(zone: zone), readers: .formats())
    let result = try await engine.run(Program(results: fragments))
    let undeclared = Message.undeclaredTotal.code
    if !found.hasTotals, !result.rejections.isEmpty,
      result.rejections.allSatisfy({ $0.diagnostic.code == undeclared })
    {
      found.hasTotals = true
      return try await read(file, by: name, profile, into: &found)
    }
    if result.rejectedRows > 0 { found.problem = result.rejections.first?.diagnostic }
    found.rows = result.tables["rows"]?.rows.first.map { $0[0].count ?? 0 }
    found.currency = (result.tables["currencies"]?.rows ?? []).lazy.compactMap { $0[0].text }.first
    for row in result.tables["days"]?.rows ?? [] {
      if case .date(let day) = row[0] { found.daily[Int(day)] = row[1].count ?? 0 }
    }
    found.events = (result.tables["events"]?.rows ?? []).compactMap { row in
      row[0].text.map { ($0, row[1].count ?? 0) }
    }
    found.questions = asked.map { question in
      let values = (result.tables["answers"]?.values(question.column) ?? []).compactMap { $0.text }
      return FoundFile.Question(
        column: question.column, title: question.title, answers: ExportReader.kind(of: values))
    }
  }

  private func rows(
    of file: String, by name: String?, _ profile: Profile?, _ zone: TimeZoneRules,
    like found: FoundFile
  ) throws(Problems) -> Relation {
    let delimiter = found.delimiter
    let place = Place(file: Place.commandLine, line: 1, column: 1)
    var settings = [("files", Node(.scalar(file), style: .argument, at: place))]
    if delimiter != UInt8(ascii: ","), !found.isWorkbook {
      let text = delimiter == UInt8(ascii: "\t") ? "tab" : String(Unicode.Scalar(delimiter))
      settings.append(("delimiter", Node(.scalar(text), style: .argument, at: place)))
    }
    if let sheet = found.sheet {
      settings.append(("sheet", Node(.scalar(sheet), style: .argument, at: place)))
    }
    if found.hasTotals {
      settings.append(("totals", Node(.scalar("true"), style: .argument, at: place)))
    }
    if let name { settings.append(("profile", Node(.scalar(name), style: .argument, at: place))) }
    let node = Node(
      .mapping(settings.map { Node.Entry(key: $0.0, keyPlace: place, value: $0.1) }),
      style: .argument, at: place)
    let scope = Scope(
      origin: Origin("init"), dataset: "found", zone: zone,
      // Which currency it is in is looked for here, and refused by no pipeline's.
      currency: profile?.currencyColumn == nil
        ? profile?.currency ?? PipelineDraft.currency : "",
      inputs: FileInputInspector(profiles: ShippedFiles.profiles))
    if found.isWorkbook { return try ReadXLSX.decode(node).lower(in: scope) }
    return profile?.format == .ndjson
      ? try ReadJSON.decode(node).lower(in: scope) : try ReadCSV.decode(node).lower(in: scope)
  }

  /// The questions of a survey's profile that the file asks, with their titles.
  private func questions(
    _ profile: Profile?, _ headers: [String]
  ) -> [(column: String, title: String)] {
    let others = profile?.others == true ? profile?.otherColumns(headers) ?? [] : []
    return (profile?.columns.entries ?? []).compactMap { entry in
      let patterns = entry.value.from.filter { $0.hasSuffix("*") }.map { String($0.dropLast()) }
      guard entry.value.as.value == "text",
        let header = headers.first(where: { header in
          patterns.contains { header.utf8.starts(with: $0.utf8) }
        })
      else { return nil }
      return (entry.name, header)
    } + others.map { ($0.name, $0.headers.first ?? $0.name) }
  }

  /// What all the answers to a question are.
  private static func kind(of values: [String]) -> FoundFile.Question.Answers {
    guard !values.isEmpty else { return .text }
    if values.allSatisfy({ Int($0).map { (0...10).contains($0) } ?? false }) { return .scores }
    return values.contains { $0.contains("┋") } ? .choices : .text
  }
}
