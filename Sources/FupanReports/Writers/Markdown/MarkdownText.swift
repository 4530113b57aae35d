/// Text for GitHub-flavoured Markdown.
enum MarkdownText {
  /// Text in which nothing is markup, a link or a mention; line breaks become spaces.
  static func escaped(_ text: String) -> String {
    var result = ""
    let neutral = text.neutral
    result.reserveCapacity(neutral.utf8.count)
    var last: Unicode.Scalar = " "
    for scalar in neutral.unicodeScalars {
      defer { last = scalar }
      switch scalar {
      case "\n", "\t": result.append(" ")
      case "&": result.append("&amp;")
      case "<": result.append("&lt;")
      case ">": result.append("&gt;")
      // A bare address would become a link of its own, a bare name a mention.
      case ":" where last.properties.isAlphabetic && last.isASCII: result.append("&#58;")
      case "@": result.append("&#64;")
      case "\\", "`", "*", "_", "[", "]", "|", "~", "#", "!", "$":
        result.append("\\")
        result.unicodeScalars.append(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result.replacing("www.", with: "www&#46;").replacing("&#58; ", with: ": ")
  }

  /// Escaped text that begins a line, where a dash or a number would begin a list.
  static func line(_ text: String) -> String {
    let escaped = escaped(text)
    let trimmed = escaped.drop { $0 == " " }
    guard let first = trimmed.unicodeScalars.first else { return "" }
    if first == "-" || first == "+" || first == "=" { return "\\" + trimmed }
    let digits = trimmed.prefix { $0.isASCII && $0.isNumber }
    let rest = trimmed.dropFirst(digits.count)
    if !digits.isEmpty, rest.first == "." || rest.first == ")" { return digits + "\\" + rest }
    return String(trimmed)
  }

  /// A relative path as the address of a link.
  static func address(_ path: String) -> String {
    let hexadecimal = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in path.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F: bytes.append(byte)
      default:
        bytes += [UInt8(ascii: "%"), hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Rows as a table whose columns line up in a fixed-width font, wide characters counted as two.
  static func table(heads: [String], alignedRight: [Bool], rows: [[String]]) -> String {
    let widths = heads.indices.map { index in
      max(3, rows.reduce(heads[index].displayWidth) { max($0, $1[index].displayWidth) })
    }
    func line(_ cells: [String]) -> String {
      let padded = cells.indices.map { index in
        let gap = String(repeating: " ", count: widths[index] - cells[index].displayWidth)
        return alignedRight[index] ? gap + cells[index] : cells[index] + gap
      }
      return "| " + padded.joined(separator: " | ") + " |\n"
    }
    let rule = widths.indices.map { index in
      String(repeating: "-", count: widths[index] - (alignedRight[index] ? 1 : 0))
        + (alignedRight[index] ? ":" : "")
    }
    return line(heads) + "| " + rule.joined(separator: " | ") + " |\n"
      + rows.map(line).joined()
  }
}
