import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

extension Profile {
  /// How files of this profile are read, before anything a stage overrides.
  var readOptions: ReadOptions {
    var options = ReadOptions()
    options.encoding = encoding
    options.headerNames = header
    options.nullTokens = nullTokens
    options.totals = totals ? TotalRowRule() : nil
    return options
  }

  /// The columns that a scan delivers, all as text.
  var scanColumns: [ScanColumn] {
    columns.entries.map { entry in
      ScanColumn(
        entry.name, headers: entry.value.from, occurrence: entry.value.occurrence,
        isOptional: entry.value.optional, nullTokens: entry.value.nullTokens,
        isPersonal: entry.value.personal)
    }
  }

  /// Files of this profile as typed rows: the scan, the reading of its columns, its constants.
  func relation(
    of files: [String], _ options: ReadOptions, onError: OnError, in scope: Scope
  ) throws(Problems) -> Relation {
    var relation = Relation(
      scanning: FileSource(
        format == .delimited ? .delimited : .ndjson, files: files, options: options,
        columns: scanColumns), origin: scope.origin)
    var found: [Diagnostic] = []
    var conversions: [Conversion] = []
    for entry in columns.entries {
      found.gather { () throws(Problems) in
        let format = try format(of: entry.value, in: scope)
        if format != .text {
          conversions.append(Conversion(entry.name, format, onError: onError))
        }
      }
    }
    if let problems = Problems(found) { throw problems }
    if !conversions.isEmpty { relation = relation.checked(Check(conversions: conversions)) }
    let constants = constants.entries.map {
      Projection($0.name, Expression(literal: .text($0.value)))
    }
    let grains = columns.entries.filter { $0.value.grain != nil }
    guard !constants.isEmpty || !grains.isEmpty else { return relation }
    let kept = relation.schema.fields.map { field in
      var projection = Projection(keeping: field)
      projection.field.grain = columns[field.name]?.grain
      return projection
    }
    return try relation.projected(kept + constants)
  }

  private func format(of column: ProfileColumn, in scope: Scope) throws(Problems) -> ValueFormat {
    var settings = ColumnFormat()
    settings.as = column.as
    settings.formats = column.formats
    settings.timezone = timezone
    settings.currency = currency
    settings.percentScale = column.percentScale
    return try settings.format(in: scope)
  }
}
