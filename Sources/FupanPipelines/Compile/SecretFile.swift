import Foundation
import FupanConfig
import FupanDiagnostics

/// A file that holds a key and nothing else.
///
///     parameters: {customer_key: {file: ../customer.key}}
enum SecretFile {
  /// Its text without the line end that editors put there.
  ///
  /// - Throws: a file that is not there, or that others than its owner may read.
  static func text(
    of file: FilePath, for name: String, in pipeline: String
  ) throws(Problems) -> String {
    let path = PipelineFolder.resolved(file.text, of: pipeline)
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(filePath: path).resolvingSymlinksInPath().path)
    guard let mode = (attributes?[.posixPermissions] as? NSNumber)?.uint16Value,
      let content = FileManager.default.contents(atPath: path)
    else {
      throw Problems(
        Diagnostic(
          .documentMissing, at: file.place,
          ["path": .text(file.text), "reason": "no such file, or it may not be read"]))
    }
    guard mode & 0o077 == 0 else {
      throw Problems(
        Diagnostic(
          .secretFileOpen, at: file.place, ["path": .text(file.text), "name": .text(name)]))
    }
    var text = String(decoding: content, as: UTF8.self)
    while text.unicodeScalars.last == "\n" || text.unicodeScalars.last == "\r" {
      text.unicodeScalars.removeLast()
    }
    return text
  }
}
