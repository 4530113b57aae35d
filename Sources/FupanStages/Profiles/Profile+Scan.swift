import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan
import Glibc

extension Profile {
  /// How files of this profile are read, before anything a stage overrides.
  package var readOptions: ReadOptions {
    var options = ReadOptions()
    options.encoding = encoding
    options.rows = rows
    options.headerNames = header
    options.isSideBySide = sideBySide
    options.isVertical = vertical
    options.headerRows = headerRows
    options.comment = comment
    options.footer = footer
    options.ragged = ragged ?? .reject
    options.nullTokens = nullTokens
    if totals { options.totals = .checked }
    // What of a profile cannot be read is found where the catalogue is made.
    try? options.declare(delimiter: delimiter, quote: quote, escape: escape, tables: tables)
    return options
  }

  /// Refuses characters and tables that cannot be read by.
  func requireReadable() throws(Problems) {
    var options = ReadOptions()
    try options.declare(delimiter: delimiter, quote: quote, escape: escape, tables: tables)
  }

  /// The columns that a scan delivers, all as text.
  ///
  /// - Parameter found: the headers of the files; where a column's header is a pattern, the one that
  ///   it stands for comes first, so that a reader is shown the question and not its number.
  func scanColumns(found: [String] = []) -> [ScanColumn] {
    named(found) + (others ? otherColumns(found) : [])
  }

  /// Columns of the files that nothing here names, each under its header. What says why an answer is
  /// missing in a named column is missing in them too.
  package func otherColumns(_ found: [String]) -> [ScanColumn] {
    let wanted = columns.entries.flatMap { $0.value.from }
    let codes = columns.entries.flatMap { $0.value.codes.names }
    var taken = columns.names + constants.names + byName.names + derive.names
    return found.filter { header in
      !wanted.contains { name in
        name.hasSuffix("*")
          ? header.utf8.starts(with: name.utf8.dropLast()) : header.utf8.elementsEqual(name.utf8)
      }
    }
    .map { header in
      var name = header
      while taken.contains(name) { name += "#" }
      taken.append(name)
      return ScanColumn(name, headers: [header], isOptional: true, nullTokens: codes)
    }
  }

  private func named(_ found: [String]) -> [ScanColumn] {
    columns.entries.map { entry in
      let patterns = entry.value.from.filter { $0.hasSuffix("*") }.map { $0.utf8.dropLast() }
      let meant = found.first { header in patterns.contains { header.utf8.starts(with: $0) } }
      return ScanColumn(
        entry.name, headers: [meant].compactMap { $0 } + entry.value.from,
        occurrence: entry.value.occurrence,
        isOptional: entry.value.optional, nullTokens: entry.value.nullTokens,
        isPersonal: entry.value.personal)
    }
  }

  /// Files of this profile as typed rows; where downloads overlap, those of the latest.
  func relation(
    of files: [String], _ options: ReadOptions, onError: OnError, in scope: Scope
  ) throws(Problems) -> Relation {
    let forms = files.map { form(of: $0, options, in: scope) }
    let isOneForm = Set(forms.map { $0.version }).count < 2
    let found = headers(of: files, forms.map { $0.profile }, options, in: scope)
    guard files.count > 1, !overlap.isEmpty || !byName.isEmpty || !isOneForm else {
      let form = forms.first?.profile ?? self
      return try form.rows(of: files, of: self, found, options, onError: onError, in: scope)
    }
    var downloads: [Relation] = []
    for (file, form) in zip(files, forms) {
      downloads.append(
        try form.profile.rows(of: [file], of: self, found, options, onError: onError, in: scope))
    }
    return overlap.isEmpty
      ? try Relation.union(downloads, origin: scope.origin)
      : try latest(of: downloads, from: files, origin: scope.origin)
  }

  /// The rows of several downloads, each one file; where they overlap, those of the latest.
  func latest(
    of downloads: [Relation], from files: [String], origin: Origin
  ) throws(Problems) -> Relation {
    let zone = timezone.flatMap { TimeZoneRules(identifier: $0) } ?? .utc
    let parts = zip(downloads, Downloads.ranks(of: files, in: zone)).map { rows, ranked in
      Downloads.Part(rows: rows, rank: ranked.rank)
    }
    return try Downloads.latest(of: parts, by: overlap, origin: origin)
  }

  /// Files of one form of a profile as typed rows: the scan, the reading of its columns, the rows
  /// that count, cells that repeat the row above, its constants and what is computed.
  ///
  /// - Parameter found: the headers of the files.
  private func rows(
    of files: [String], of profile: Profile, _ found: [String], _ options: ReadOptions,
    onError: OnError, in scope: Scope
  ) throws(Problems) -> Relation {
    let options = self.options(options, of: profile)
    var relation = Relation(
      scanning: FileSource(
        format == .delimited ? .delimited : .ndjson, files: files, options: options,
        columns: scanColumns(found: found)),
      origin: scope.origin)
    if let splitRows {
      relation = try relation.splittingRows(
        try relation.textFields(splitRows.columns), at: splitRows.separator, flag: splitRows.flag,
        place: scope.origin.place)
    }
    var problems: [Diagnostic] = []
    var conversions: [Conversion] = []
    for entry in columns.entries {
      problems.gather { () throws(Problems) in
        var conversion = try format(of: entry.value).conversion(
          of: entry.name, onError: onError, in: scope)
        if options.sheet != nil { conversion.format = conversion.format.withDateCells }
        if scope.peopleKeys.contains(entry.name), conversion.setsMasksApart {
          conversion.companions.append(Companion(.isMasked, MaskedKeys.column(of: entry.name)))
        }
        // Plain text stays as the file has it.
        if padded || conversion != Conversion(entry.name, .text, onError: conversion.onError) {
          conversions.append(conversion)
        }
      }
    }
    try Problems.throwIfAny(problems)
    if !conversions.isEmpty {
      relation = try relation.converted(by: conversions, at: scope.origin.place)
    }
    if let keep {
      relation = relation.filtered(where: try relation.binder(in: scope).condition(keep))
    }
    if let fillDown { relation = try fillingDown(fillDown.text, in: relation) }
    // What a whole row says cannot be missing.
    let onBrokenRule = onError == .fail ? OnError.fail : .reject
    relation = try agreeing(relation, onError: onBrokenRule)
    if let currencyColumn, !scope.currency.isEmpty {
      relation = try relation.requiring(
        currencyColumn, toBe: scope.currency, onError: onBrokenRule)
    }
    let grains = Set(columns.entries.compactMap { $0.value.grain })
    var texts: [(name: String, value: Value)] = constants.entries.map { ($0.name, .text($0.value)) }
    texts += namedTexts(of: files)
    let constants = texts.map { text in
      var projection = Projection(text.name, Expression(literal: text.value, type: .text))
      // What is true of every row is true of each thing.
      projection.field.grain = grains.count == 1 ? grains.first : nil
      return projection
    }
    if !constants.isEmpty || !grains.isEmpty {
      let kept = relation.schema.fields.map { field in
        var projection = Projection(keeping: field)
        projection.field.grain = columns[field.name]?.grain ?? field.grain
        return projection
      }
      relation = try relation.projected(kept + constants)
    }
    for entry in derive.entries {
      let expression = try relation.binder(in: scope).bind(entry.value)
      relation = try relation.extended([Projection(entry.name, expression)])
    }
    return relation
  }

  /// What the name of files that are read together says: one file, or none that is there.
  private func namedTexts(of files: [String]) -> [(name: String, value: Value)] {
    let name = files.first.map { LabelledFiles.label($0) } ?? ""
    let base = name.split(whereSeparator: { "/!".contains($0) }).last.map { String($0) } ?? name
    return byName.entries.map { entry in
      let text = entry.value.entries.first { fnmatch($0.name, base, 0) == 0 }?.value
      return (entry.name, text.map { .text($0) } ?? .missing)
    }
  }

  /// Rows of the same thing that say the same amounts of it; where they differ, which of them is
  /// right is not known, and all of them are refused.
  private func agreeing(_ rows: Relation, onError: OnError) throws(Problems) -> Relation {
    var rows = rows
    let names = rows.schema.names
    var grains: [String] = []
    for entry in columns.entries {
      if let grain = entry.value.grain, !grains.contains(grain) { grains.append(grain) }
    }
    for grain in grains {
      let mine = columns.entries.filter { $0.value.grain == grain }.map { $0.name }
      let amounts = mine.compactMap { rows.schema[$0] }.filter { $0.type.isNumeric }
      guard let key = mine.first, !amounts.isEmpty else { continue }
      let bounds = amounts.enumerated().map { index, amount in
        (
          amount: amount.name, least: Relation.hiddenName("least\(index)", in: rows.schema),
          most: Relation.hiddenName("most\(index)", in: rows.schema)
        )
      }
      rows = try rows.windowed(
        Window(
          partition: [key], order: [], ties: .inputOrder,
          functions: bounds.flatMap { bound in
            [
              WindowFunction(bound.least, .min, of: bound.amount),
              WindowFunction(bound.most, .max, of: bound.amount),
            ]
          }))
      let rules = try bounds.map { bound throws(Problems) in
        Check.Rule(
          "\(bound.amount): the same in every row of the \(grain)",
          try equal(bound.least, bound.most, ofEach: key, in: rows), columns: [bound.amount, key],
          onError: onError)
      }
      rows = try rows.checked(Check(rules: rules)).selected(names)
    }
    return rows
  }

  /// Whether two columns are equal, as far as there are values and a key.
  private func equal(
    _ least: String, _ most: String, ofEach key: String, in rows: Relation
  ) throws(Problems) -> Expression {
    let binder = rows.binder()
    let place = rows.builder.place
    func column(_ name: String) throws(Problems) -> Expression {
      Expression(try binder.field(name, at: place))
    }
    let none = try binder.call("is_missing", [try column(key)], at: place)
    let empty = try binder.call("is_missing", [try column(least)], at: place)
    let same = try binder.call("equal", [try column(least), try column(most)], at: place)
    return try binder.call(
      "or", [try binder.call("or", [none, empty], at: place), same], at: place)
  }

  /// A key's blank cells, and within the key those of columns that belong to the same thing, as in
  /// the row above.
  private func fillingDown(_ key: String, in rows: Relation) throws(Problems) -> Relation {
    let grain = columns[key]?.grain
    let others = columns.entries.filter { $0.value.grain == grain && $0.name != key }
      .map { $0.name }
    return
      try rows
      .fillingDown([key], by: [], order: [], ties: .inputOrder)
      .fillingDown(others, by: [key], order: [], ties: .inputOrder)
  }

  /// The headers of the first file, where columns are named by patterns, or of all where columns
  /// come along that nothing names. What is wrong with a file is said when it is read.
  private func headers(
    of files: [String], _ forms: [Profile], _ options: ReadOptions, in scope: Scope
  ) -> [String] {
    let hasPatterns = columns.entries.contains { $0.value.from.contains { $0.hasSuffix("*") } }
    guard others || hasPatterns, format == .delimited else { return [] }
    var found: [String] = []
    for (file, form) in zip(others ? files[...] : files.prefix(1), forms) where file != "-" {
      let options = form.options(options, of: self)
      let headers = (try? scope.inputs.headers(of: file, options, at: scope.origin.place)) ?? []
      found += headers.filter { !found.contains($0) }
    }
    return found
  }

  /// How files of this form are read; headers that a stage names stay.
  private func options(_ given: ReadOptions, of profile: Profile) -> ReadOptions {
    var options = given
    if options.headerNames == profile.header { options.headerNames = header }
    return options
  }

  /// The same declaration as `parse` has.
  private func format(of column: ProfileColumn) -> ColumnFormat {
    var settings = ColumnFormat()
    settings.as = column.as
    settings.formats = column.formats
    settings.timezone = timezone
    settings.currency = currency
    settings.percentScale = column.percentScale
    settings.yearHint = column.yearHint
    settings.codes = column.codes
    settings.values = column.values
    settings.otherwise = column.otherwise
    settings.options = column.options
    settings.reason = column.reason
    settings.lowerBound = column.lowerBound
    settings.masked = column.masked
    settings.until = column.until
    settings.onError = column.onError
    return settings
  }
}

extension Relation {
  /// Rows whose currency is the one that amounts are in; a missing one is as declared.
  fileprivate func requiring(
    _ column: ColumnName, toBe currency: String, onError: OnError
  ) throws(Problems) -> Relation {
    let binder = binder()
    let field = Expression(try binder.field(column))
    let isMissing = try binder.call("is_missing", [field], at: builder.place)
    let isSame = try binder.call(
      "equal", [field, Expression(literal: .text(currency))], at: builder.place)
    let rule = Check.Rule(
      "\(column.text) is \(currency)",
      try binder.call("or", [isMissing, isSame], at: builder.place), columns: [column.text],
      onError: onError)
    return checked(Check(rules: [rule]))
  }
}

extension ValueFormat {
  /// The same format, with the days that spreadsheets keep as such: a workbook has cells of dates
  /// where text has days in one way of writing.
  fileprivate var withDateCells: ValueFormat {
    switch self {
    case .date(let formats) where !formats.contains(.yearFirst): .date(formats + [.yearFirst])
    case .timestamp(let formats, let zone) where !formats.contains(.yearFirst):
      .timestamp(formats + [.yearFirst], zone: zone)
    default: self
    }
  }
}
