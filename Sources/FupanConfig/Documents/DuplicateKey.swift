import FupanDiagnostics
import Yams

/// A key that a mapping has twice, with both places.
///
/// The parser tells the first place only; the second is found in the text.
struct DuplicateKey {
  let name: String
  let mark: Mark
  let source: SourceFile

  var diagnostic: Diagnostic {
    let first = source.place(line: mark.line, scalars: mark.column - 1)
    let note = Diagnostic.Note(.firstWrittenHere, at: first, facts: ["key": .text(name)])
    return Diagnostic(
      .duplicateKey, at: second ?? first, ["key": .text(name)], notes: second == nil ? [] : [note])
  }

  /// The text with the second key made one that nothing else has, every character still in its
  /// place; nil where the second is not found.
  func renamed(attempt: UInt32) -> String? {
    guard let second, !name.isEmpty, let unused = Unicode.Scalar(0xE000 + attempt) else {
      return nil
    }
    var lines = source.lines
    guard lines.indices.contains(second.line - 1) else { return nil }
    var line = Array(lines[second.line - 1])
    var start = second.column - 1
    if start < line.count, line[start] == "\"" || line[start] == "'" { start += 1 }
    guard start + name.count <= line.count else { return nil }
    let key = Array(repeating: Character(unused), count: name.count)
    line.replaceSubrange(start..<start + name.count, with: key)
    lines[second.line - 1] = String(line)
    return lines.joined(separator: "\n")
  }

  /// The place of the next such key: at the same indentation below, else further in the braces.
  private var second: Place? {
    let column = mark.column - 1
    guard let firstLine = source.line(mark.line) else { return nil }
    var number = mark.line + 1
    let prefix = firstLine.unicodeScalars.prefix(column)
    if prefix.allSatisfy({ $0 == " " || $0 == "-" }) {
      while let line = source.line(number) {
        let indent = line.unicodeScalars.prefix { $0 == " " }.count
        let rest = line.unicodeScalars.dropFirst(indent)
        if !rest.isEmpty, rest.first != "#" {
          if indent < column { break }
          if indent == column, startsWithKey(rest) {
            return source.place(line: number, scalars: indent)
          }
        }
        number += 1
      }
      return nil
    }
    return inBraces
  }

  private var inBraces: Place? {
    var number = mark.line
    var start = mark.column
    var depth = 0
    while let line = source.line(number) {
      let scalars = Array(line.unicodeScalars)
      for index in scalars.indices.dropFirst(start) {
        switch scalars[index] {
        case "{", "[": depth += 1
        case "}", "]":
          depth -= 1
          if depth < 0 { return nil }
        default: break
        }
        let before = index == 0 ? " " : scalars[index - 1]
        if depth == 0, before == " " || before == ",",
          startsWithKey(line.unicodeScalars.dropFirst(index))
        {
          return source.place(line: number, scalars: index)
        }
      }
      number += 1
      start = 0
    }
    return nil
  }

  private func startsWithKey(_ text: some Sequence<Unicode.Scalar>) -> Bool {
    let text = Array(text)
    return [name, "\"\(name)\"", "'\(name)'"].contains { spelling in
      let spelling = Array(spelling.unicodeScalars)
      guard text.starts(with: spelling) else { return false }
      return text.dropFirst(spelling.count).first { $0 != " " } == ":"
    }
  }
}
