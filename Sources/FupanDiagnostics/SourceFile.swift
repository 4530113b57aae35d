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
    let isPlain =
      text.utf8.withContiguousStorageIfAvailable { bytes in
        scalars <= bytes.count && bytes[..<scalars].allSatisfy { (0x20..<0x7F).contains($0) }
      } ?? false
    if isPlain {
      return Place(file: name, line: line, column: scalars + 1)
    }
    let before = text.unicodeScalars.prefix(scalars)
    // Characters take long to tell apart, and most places have nothing before them but scalars that
    // are characters by themselves: ASCII, ideographs and the punctuation that goes with them.
    let areCharacters = before.allSatisfy { scalar in
      switch scalar.value {
      case 0x09, 0x20..<0x7F, 0x3001...0x3029, 0x4E00...0x9FFF, 0xFF01...0xFF5E: true
      default: false
      }
    }
    if areCharacters { return Place(file: name, line: line, column: scalars + 1) }
    let beyond = max(0, scalars - text.unicodeScalars.count)
    return Place(file: name, line: line, column: Substring(before).count + beyond + 1)
  }
}
