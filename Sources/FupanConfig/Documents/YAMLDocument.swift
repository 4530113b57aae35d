import FupanDiagnostics
import Yams

/// A YAML document read into nodes with their places.
///
/// One document, UTF-8, no duplicate keys, no custom tags, no merge keys (`<<`); anchors and aliases
/// are expanded, up to a limit.
package struct YAMLDocument: Sendable {
  /// The document's value; a null node for an empty document.
  package let root: Node
  /// The lines, for diagnostics.
  package let source: SourceFile

  /// How many nodes the aliases of one document may expand to.
  package static let defaultAliasLimit = 100_000

  /// Reads `bytes` of the file `file`; a byte order mark is dropped.
  package static func parse(
    bytes: some Collection<UInt8>, file: String, aliasLimit: Int = defaultAliasLimit
  ) throws(Problems) -> YAMLDocument {
    let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let body = Array(isMarked ? bytes.dropFirst(3) : bytes[...])
    guard let text = String(validating: body, as: UTF8.self) else {
      throw Problems(notUTF8(body, file: file))
    }
    return try parse(text, file: file, aliasLimit: aliasLimit)
  }

  /// Reads `text` of the file `file`.
  ///
  /// Throws every problem that can be found without knowing the types.
  package static func parse(
    _ text: String, file: String, aliasLimit: Int = defaultAliasLimit
  ) throws(Problems) -> YAMLDocument {
    let text =
      text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    let source = SourceFile(name: file, text: text)
    var composer = NodeComposer(source: source, aliasLimit: aliasLimit)
    let root = try composer.compose(text)
    return YAMLDocument(root: root, source: source)
  }

  /// The first byte that is no UTF-8.
  private static func notUTF8(_ bytes: [UInt8], file: String) -> Diagnostic {
    var line = 1
    var column = 1
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var afterCarriageReturn = false
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      if scalar == "\n" && afterCarriageReturn {
        afterCarriageReturn = false
      } else if scalar == "\n" || scalar == "\r" {
        line += 1
        column = 1
        afterCarriageReturn = scalar == "\r"
      } else {
        column += 1
        afterCarriageReturn = false
      }
    }
    return Diagnostic(.documentNotUTF8, at: Place(file: file, line: line, column: column))
  }
}
