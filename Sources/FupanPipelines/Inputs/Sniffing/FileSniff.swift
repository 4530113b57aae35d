import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPlan
import FupanStages

/// What one file looks like: its encoding, its delimiter, its header, the profiles it goes with, and
/// what its columns seem to hold.
///
///     let sniff = try FileSniff("exports/有赞订单.csv", profiles: catalog.all())
///     sniff.fitting.map(\.name)    // ["youzan_orders"]
///
/// It is a look at the first mebibyte, to be shown to somebody and frozen into a pipeline; no run
/// goes by it.
package struct FileSniff: Sendable {
  /// As the user named it.
  package let file: String
  /// How it is packed, from the outside: `zip`, `gzip`, `zstd`, `bzip2`.
  package let packing: [String]
  /// The sheet that was looked at, where the file is a workbook.
  package let sheet: String?
  /// Whether the workbook has other sheets too, so that a reader has to name this one.
  package let isOneOfSheets: Bool
  /// Delimited text, or JSON.
  package let format: FileSource.Format
  /// Whether JSON is one array instead of lines.
  package let isArray: Bool
  package let encoding: TextEncoding
  package let hasByteOrderMark: Bool
  /// How it is read: the chosen profile's way, or the likely one.
  package private(set) var options: ReadOptions
  /// Where the header stands; nil for JSON.
  package let layout: CSVLayout?
  /// Profiles that go with it, the surest first.
  package let matches: [ProfileMatch]
  /// The columns as the file has them.
  package let columns: [Column]
  /// The rows that were looked at.
  package let rows: Int
  /// Whether these are all rows.
  package let isWhole: Bool
  /// Oddities such as duplicate headers.
  package let warnings: [Diagnostic]

  /// A column of the file and what it seems to hold.
  package struct Column: Sendable {
    /// The header, or the path in JSON.
    package let header: String
    /// A format of `parse` that every cell looked at can be read by.
    package let format: String
    /// How many of the rows looked at have nothing here.
    package let missing: Int
  }

  /// Looks at a file.
  ///
  /// - Parameters:
  ///   - choice: the sheet of a workbook; nil takes the only one with cells, or with the header of a
  ///     profile.
  ///   - readsColumns: whether cells are looked at too, which standard input allows only once.
  /// - Throws: what keeps it from being read at all.
  package init(
    _ file: String, sheet choice: SheetChoice? = nil, profiles: [ProfileCatalog.Entry],
    readsColumns: Bool = true
  ) throws(Problems) {
    if choice == nil, let sheets = try FileSniff.sheets(of: file), sheets.count > 1 {
      self = try FileSniff.fitting(among: sheets, of: file, profiles, readsColumns: readsColumns)
      return
    }
    var plain = ReadOptions()
    plain.sheet = choice ?? (WorkbookFile.isWorkbook(file) ? .only : nil)
    var input = try PeekedInput(file, plain)
    sheet = input.sheet?.name
    isOneOfSheets = choice != nil
    self.file = file
    packing = input.packing
    let isJSON = plain.sheet == nil && JSONOutline.isJSON(input)
    format = isJSON ? .ndjson : .delimited
    let headers: [String]
    var matches: [ProfileMatch]
    if isJSON {
      var options = ReadOptions()
      var shape = try JSONShape(input, options)
      var paths = try JSONOutline.paths(of: input, shape)
      matches = FileSniff.matches(of: paths, file, profiles)
      if let likely = shape.likelyRows, !matches.contains(where: { $0.isHeaderFitting }) {
        options.rows = likely.path
        shape = try JSONShape(input, options)
        paths = try JSONOutline.paths(of: input, shape)
        matches = FileSniff.matches(of: paths, file, profiles)
      }
      isArray = shape.isArray
      headers = paths
      self.options = options
      layout = nil
      encoding = shape.encoding
      hasByteOrderMark = input.prefix.starts(with: shape.encoding.mark)
      warnings = []
    } else {
      isArray = false
      var fits: [(match: ProfileMatch, layout: Layout, options: ReadOptions)] = []
      var others: [ProfileCatalog.Entry] = []
      // One profile is searched sooner than all cells.
      var cells = profiles.count > 1 ? HeaderCells() : nil
      for entry in profiles where entry.profile.format == .delimited {
        if let fit = FileSniff.fit(
          entry.name, entry.profile, &input, &cells, plain.sheet, file: file)
        {
          fits.append(fit)
        } else {
          others.append(entry)
        }
      }
      let judged = ProfileMatch.outdone(fits.map { $0.match })
      for index in fits.indices { fits[index].match = judged[index] }
      matches = judged
      let order = ProfileMatch.Confidence.allCases
      let surest = order.lazy.compactMap { confidence in
        fits.first { $0.match.confidence == confidence }
      }.first
      let seen: Layout
      if let surest, !readsColumns {
        (seen, options) = (surest.layout, surest.options)
      } else {
        // How a file may be built is a long look, and what is known need not be guessed.
        let guess = DialectGuess.options(of: &input)
        let guessed = try? HeaderSniffer(guess).layout(of: &input)
        let headers = guessed?.layout.headers ?? []
        matches += others.map {
          ProfileMatch($0.name, $0.profile, file: file, headers: headers, isHeaderFitting: false)
        }
        if let surest {
          (seen, options) = (surest.layout, surest.options)
        } else {
          // Looked at again where nothing fits, so that what is wrong with the file is told.
          if let guessed {
            seen = guessed
          } else {
            seen = try HeaderSniffer(guess).layout(of: &input)
          }
          options = guess
        }
      }
      let (layout, found) = seen
      headers = layout.names.filter { !$0.isEmpty }
      self.layout = layout
      encoding = layout.encoding
      if plain.sheet == nil {
        let verdict = try EncodingVerdict.decide(
          input.prefix, isWhole: input.isWhole, declared: options.encoding, file: file)
        hasByteOrderMark = verdict.markLength > 0
      } else {
        hasByteOrderMark = false
      }
      warnings = found
    }
    let order = ProfileMatch.Confidence.allCases
    self.matches =
      order.flatMap { confidence in
        matches.filter { $0.confidence == confidence }
          .sorted { ($0.columnsFound, $1.name) > ($1.columnsFound, $0.name) }
      }
    guard readsColumns else {
      columns = headers.map { Column(header: $0, format: "text", missing: 0) }
      (rows, isWhole) = (0, false)
      return
    }
    let hasTotals: Bool
    (columns, rows, isWhole, hasTotals) = try FileSniff.look(
      at: file, headers, options, isJSON: isJSON)
    if hasTotals { options.declare(totals: true) }
  }

  /// The profiles that the file is of: those whose header and name fit, else those whose header does.
  package var fitting: [ProfileMatch] {
    let certain = matches.filter { $0.confidence == .certain }
    return certain.isEmpty ? matches.filter { $0.confidence == .likely } : certain
  }

  private typealias Layout = (layout: CSVLayout, warnings: [Diagnostic])

  /// How JSON with these paths goes with the profiles of JSON.
  private static func matches(
    of paths: [String], _ file: String, _ profiles: [ProfileCatalog.Entry]
  ) -> [ProfileMatch] {
    ProfileMatch.outdone(
      profiles.filter { $0.profile.format == .ndjson }.map { entry in
        ProfileMatch(entry.name, entry.profile, file: file, headers: paths, isHeaderFitting: nil)
      })
  }

  /// How a file goes with the form of a profile whose headers it has; nil for none.
  private static func fit(
    _ name: String, _ profile: Profile, _ input: inout PeekedInput, _ cells: inout HeaderCells?,
    _ sheet: SheetChoice?, file: String
  ) -> (match: ProfileMatch, layout: Layout, options: ReadOptions)? {
    for (version, form) in profile.forms where !form.header.isEmpty {
      var options = form.readOptions
      options.sheet = sheet
      guard cells?.mayHaveHeader(options, of: input) ?? true,
        let found = layout(of: &input, options)
      else { continue }
      var match = ProfileMatch(
        name, form, file: file, headers: found.layout.headers, isHeaderFitting: true)
      match.version = version
      return (match, found, options)
    }
    return nil
  }

  private static func layout(of input: inout PeekedInput, _ options: ReadOptions) -> Layout? {
    guard options.isVertical else { return try? HeaderSniffer(options).layout(of: &input) }
    guard input.sheet == nil, !InputFile.isStandardInput(input.name),
      var turned = try? PeekedInput(input.name, options)
    else { return nil }
    return try? HeaderSniffer(options).layout(of: &turned)
  }

  /// The sheets of a workbook that are meant, or the shown ones that have cells; nil where the file is
  /// none and none is meant.
  package static func sheets(
    of file: String, _ choice: SheetChoice? = nil
  ) throws(Problems) -> [SheetChoice]? {
    if let choice {
      return try WorkbookFile(file).sheets(choice, ReadOptions()).map { .name($0.name) }
    }
    guard WorkbookFile.isWorkbook(file) else { return nil }
    return try WorkbookFile(file).filledSheets().map { .name($0.name) }
  }

  /// The one sheet that a profile goes with.
  private static func fitting(
    among sheets: [SheetChoice], of file: String, _ profiles: [ProfileCatalog.Entry],
    readsColumns: Bool
  ) throws(Problems) -> FileSniff {
    var found: [FileSniff] = []
    for sheet in sheets {
      let sniff = try? FileSniff(file, sheet: sheet, profiles: profiles, readsColumns: readsColumns)
      if let sniff, !sniff.fitting.isEmpty { found.append(sniff) }
    }
    if found.count == 1 { return found[0] }
    _ = try WorkbookFile(file).sheets(.only, ReadOptions())
    throw Problems(Diagnostic(.notAWorkbook, ["file": .text(file)]))
  }

  private static func look(
    at file: String, _ headers: [String], _ options: ReadOptions, isJSON: Bool
  ) throws(Problems) -> (columns: [Column], rows: Int, isWhole: Bool, hasTotals: Bool) {
    let wanted = headers.map { ScanColumn($0, isOptional: true) }
    var reader: any ChunkedReader =
      isJSON
      ? try NDJSONReader(files: [file], options: options, columns: wanted)
      : try CSVReader(files: [file], options: options, columns: wanted)
    let parser = reader
    guard let chunk = try reader.next() else {
      return (headers.map { Column(header: $0, format: "text", missing: 0) }, 0, true, false)
    }
    let parsed = try parser.parse(chunk)
    let batch = parsed.batch
    let hasTotals = parsed.rejections.contains {
      $0.diagnostic.code == Message.undeclaredTotal.code
    }
    let columns = zip(headers, batch.columns).map { header, column in
      guard case .text(let texts) = column else {
        return Column(header: header, format: "text", missing: 0)
      }
      return Column(
        header: header, format: FormatGuess.format(of: texts, header: header),
        missing: texts.validity?.missingCount ?? 0)
    }
    return (columns, batch.count, try reader.next() == nil, hasTotals)
  }
}
