import FupanData
import FupanDiagnostics
import FupanPlan

/// Writes the rows that could not be used: where each was read, why, and what stood there.
///
///     file,line,column,code,message,stage,value
///     有赞订单.csv,17,paid,not_a_number,不是数字,parse,12a
///
/// Of a row of a workbook one more column, `cell`, says the sheet and the cell: `问题!F12`.
///
/// Ordered by file and line. The values are the data themselves, so the file is for its owner only:
/// create it private.
package enum RejectsWriter {
  private static let fields = [
    Field("file", .text), Field("line", .integer), Field("column", .text), Field("code", .text),
    Field("message", .text), Field("stage", .text), Field("value", .text, isPersonal: true),
  ]

  /// Writes all of them and finishes the sink.
  ///
  /// - Parameter files: the scan's files, which rejections point into.
  /// - Returns: the sink, finished.
  @discardableResult
  package static func write(
    _ rejections: [Rejection], files: [String], language: Language, to sink: any ByteSink
  ) throws(Problems) -> any ByteSink {
    let hasCells = rejections.contains { $0.diagnostic.place?.cell != nil }
    let schema = Schema(fields + (hasCells ? [Field("cell", .text)] : []))
    var writer = CSVWriter(schema, to: sink)
    let order = rejections.indices.sorted { left, right in
      let (a, b) = (rejections[left], rejections[right])
      return (Int(a.file), Int(a.line), left) < (Int(b.file), Int(b.line), right)
    }
    var builders = schema.fields.map { ColumnBuilder($0.type) }
    for index in order {
      let rejection = rejections[index]
      let diagnostic = rejection.diagnostic
      let file =
        files.indices.contains(Int(rejection.file))
        ? files[Int(rejection.file)] : diagnostic.place?.file ?? ""
      builders[0].append(.text(file))
      builders[1].append(.integer(rejection.line))
      builders[2].append(rejection.column.map { .text($0) } ?? .missing)
      builders[3].append(.text(diagnostic.code))
      builders[4].append(.text(diagnostic.message.text(in: language, with: diagnostic.facts)))
      builders[5].append(.text(rejection.stage))
      // Bytes that are no text are shown as U+FFFD.
      builders[6].append(.text(String(decoding: rejection.value, as: UTF8.self)))
      if hasCells { builders[7].append(diagnostic.place?.cell.map { .text($0) } ?? .missing) }
    }
    let columns = builders.map { $0.finish() }
    try writer.write(Batch(schema, columns, count: rejections.count))
    try writer.finish()
    return writer.sink
  }
}
