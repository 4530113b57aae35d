/// A text file as its lines, kept so that a diagnostic can show the line it speaks of.
///
///     let source = SourceFile(name: "spring.yaml", text: "version: 1\n")
///     source.line(1)  // "version: 1"
package struct SourceFile: Sendable {
  /// The file as the user named it.
  package let name: String
  /// The physical lines without their line ends; LF, CRLF and CR end a line.
  package let lines: [String]

  package init(name: String, text: String) {
    self.name = name
    var lines: [String] = []
    var line: [UInt8] = []
    var afterCarriageReturn = false
    for byte in text.utf8 {
      if byte == 0x0A && afterCarriageReturn {
        afterCarriageReturn = false
        continue
      }
      afterCarriageReturn = byte == 0x0D
      if byte == 0x0A || byte == 0x0D {
        lines.append(String(decoding: line, as: UTF8.self))
        line.removeAll(keepingCapacity: true)
      } else {
        line.append(byte)
      }
    }
    lines.append(String(decoding: line, as: UTF8.self))
    self.lines = lines
  }

  /// Line `number`, counted from 1, or nil outside the file.
  package func line(_ number: Int) -> String? {
    lines.indices.contains(number - 1) ? lines[number - 1] : nil
  }

  /// The place of the Unicode scalar `scalars` (from 0) on line `line` (from 1).
  ///
  /// Columns of places count characters, as an editor does; scanners count scalars.
  package func place(line: Int, scalars: Int) -> Place {
    guard let text = self.line(line) else {
      return Place(file: name, line: line, column: scalars + 1)
    }
    // Characters take long to tell apart, and most places have nothing but ASCII before them.
    let before = text.utf8.prefix(scalars)
    if before.count == scalars, before.allSatisfy({ $0 < 0x80 }) {
      return Place(file: name, line: line, column: scalars + 1)
    }
    let prefix = String(String.UnicodeScalarView(text.unicodeScalars.prefix(scalars)))
    let beyond = max(0, scalars - text.unicodeScalars.count)
    return Place(file: name, line: line, column: prefix.count + beyond + 1)
  }
}
