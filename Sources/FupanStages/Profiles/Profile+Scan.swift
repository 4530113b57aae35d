import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

extension Profile {
  /// How files of this profile are read, before anything a stage overrides.
  package var readOptions: ReadOptions {
    var options = ReadOptions()
    options.encoding = encoding
    options.headerNames = header
    options.headerRows = headerRows
    options.comment = comment
    options.footer = footer
    options.ragged = ragged ?? .reject
    options.nullTokens = nullTokens
    options.totals = totals ? TotalRowRule() : nil
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
  /// - Parameter found: the headers of a file; where a column's header is a pattern, the one that it
  ///   stands for comes first, so that a reader is shown the question and not its number.
  func scanColumns(found: [String] = []) -> [ScanColumn] {
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
    guard files.count > 1, !overlap.isEmpty else {
      return try rows(of: files, options, onError: onError, in: scope)
    }
    var downloads: [Relation] = []
    for file in files {
      downloads.append(try rows(of: [file], options, onError: onError, in: scope))
    }
    return try latest(of: downloads, from: files, origin: scope.origin)
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

  /// Files of this profile as typed rows: the scan, the reading of its columns, its
  /// constants and what is computed.
  private func rows(
    of files: [String], _ options: ReadOptions, onError: OnError, in scope: Scope
  ) throws(Problems) -> Relation {
    var relation = Relation(
      scanning: FileSource(
        format == .delimited ? .delimited : .ndjson, files: files, options: options,
        columns: scanColumns(found: headers(of: files, options, in: scope))),
      origin: scope.origin)
    if let splitRows {
      relation = try relation.splittingRows(
        try relation.textFields(splitRows.columns), at: splitRows.separator, flag: splitRows.flag,
        place: scope.origin.place)
    }
    var found: [Diagnostic] = []
    var conversions: [Conversion] = []
    for entry in columns.entries {
      found.gather { () throws(Problems) in
        let conversion = try format(of: entry.value).conversion(
          of: entry.name, onError: onError, in: scope)
        // Plain text stays as the file has it.
        if conversion != Conversion(entry.name, .text, onError: conversion.onError) {
          conversions.append(conversion)
        }
      }
    }
    if let problems = Problems(found) { throw problems }
    if !conversions.isEmpty {
      relation = try relation.converted(by: conversions, at: scope.origin.place)
    }
    let constants = constants.entries.map {
      Projection($0.name, Expression(literal: .text($0.value)))
    }
    let grains = columns.entries.filter { $0.value.grain != nil }
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

  /// The headers of the first file, where columns are named by patterns. What is wrong with the file
  /// is said when it is read.
  private func headers(
    of files: [String], _ options: ReadOptions, in scope: Scope
  ) -> [String] {
    guard let first = files.first, first != "-", format == .delimited,
      columns.entries.contains(where: { $0.value.from.contains { $0.hasSuffix("*") } })
    else { return [] }
    return (try? scope.inputs.headers(of: first, options, at: scope.origin.place)) ?? []
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
