import FupanDiagnostics
import FupanFormats
import FupanPlan

/// Zip archives and other compressed files: each file of one is read whole or refused, alike whatever
/// the chunks.
enum ZipFuzzing {
  static func read(_ bytes: [UInt8]) throws {
    let file = try InMemoryFile(bytes)
    let path = file.path
    var names = [path]
    do throws(Problems) {
      names += try ZipArchive(InputFile(path)).members.prefix(4).map { "\(path)!\($0.name)" }
    } catch {}
    var options = ReadOptions()
    options.maxRecordBytes = 1 << 16
    for name in names {
      try ReadRows.expectSame { size in
        try ReadRows(CSVReader(files: [name], options: options, columns: [], chunkBytes: size))
      }
    }
  }
}
