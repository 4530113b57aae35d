import FupanConfig
import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPipelines
import FupanStages

/// A first profile for a file that none fits: what was seen of it, with the canonical names that
/// shipped profiles give such headers.
///
///     about: ___
///     table: orders
///     columns:
///       order_id: {from: 订单号, as: identifier}
struct ProfileDraftText {
  private let sniff: FileSniff
  private let language: Language
  private let profiles: [ProfileCatalog.Entry]

  init(_ sniff: FileSniff, _ profiles: [ProfileCatalog.Entry], _ language: Language) {
    self.sniff = sniff
    self.profiles = profiles
    self.language = language
  }

  var text: String {
    let file = sniff.file.split(separator: "/").last.map { String($0) } ?? sniff.file
    var lines = [
      "# "
        + say(
          "由 fupan sniff --profile-draft 写成，请逐行确认，然后在流水线里写 profile: 这个文件的路径",
          "written by fupan sniff --profile-draft: confirm each line, then name this file's path as profile:"
        ),
      "about: " + Node.quotedIfNeeded(say("Rows of \(file)", "Rows of \(file)")),
      "about_zh: " + Node.quotedIfNeeded("\(file) 的行"),
      "table: \(table)   # orders, order_items, members, events, survey, posts, spend …",
      "files: [\(Node.quotedIfNeeded(pattern(of: file)))]",
    ]
    if sniff.format == .ndjson {
      lines.append("format: ndjson")
      if let rows = sniff.options.rows { lines.append("rows: \(Node.quotedIfNeeded(rows))") }
    } else {
      lines += SniffText.structure(of: sniff)
      let names = sniff.columns.prefix(4).map { Node.quotedIfNeeded($0.header) }
      lines.append(
        "header: [\(names.joined(separator: ", "))]   # "
          + say("靠这些表头认出文件", "files are recognised by these headers"))
    }
    lines += [
      "timezone: Asia/Shanghai",
      "null_tokens: []   # " + say("表示“没有”的写法，如 \"-\"", "cells that mean 'missing', such as \"-\""),
      "columns:",
    ]
    var taken: Set<String> = []
    for column in sniff.columns {
      let canonical = known[HeaderName.cleaned(column.header)]
      var name = canonical?.name ?? column.header
      if !taken.insert(name).inserted {
        name = column.header
        while !taken.insert(name).inserted { name += "_2" }
      }
      // Ids look like text or numbers; whoever knows the header knows better.
      let isKnownId = canonical?.format == "identifier" || canonical?.format == "phone"
      let seen = isKnownId ? canonical?.format ?? "identifier" : column.format
      let format = seen == "text" ? "" : ", as: \(Node.quotedIfNeeded(seen))"
      lines.append(
        "  \(Node.quotedIfNeeded(name)): {from: \(Node.quotedIfNeeded(column.header))\(format)}")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Headers that shipped profiles know, with the column's canonical name; of several the first.
  private var known: [String: (name: String, format: String)] {
    var names: [String: (name: String, format: String)] = [:]
    for entry in profiles {
      for column in entry.profile.columns.entries {
        for header in column.value.from where !header.hasSuffix("*") {
          let cleaned = HeaderName.cleaned(header)
          if names[cleaned] == nil { names[cleaned] = (column.name, column.value.as.value) }
        }
      }
    }
    return names
  }

  /// The table whose profiles know the most of the headers.
  private var table: String {
    let headers = Set(sniff.columns.map { HeaderName.cleaned($0.header) })
    var best = (table: "orders", found: 1)
    for entry in profiles {
      let found = entry.profile.columns.entries.count { column in
        column.value.from.contains { headers.contains(HeaderName.cleaned($0)) }
      }
      if found > best.found { best = (entry.profile.table, found) }
    }
    return best.table
  }

  /// The file's name with what changes from download to download left open.
  private func pattern(of file: String) -> String {
    var pattern = ""
    for character in file {
      let isOpen = character.isNumber || "*?[]()（）".contains(character)
      if isOpen {
        if pattern.last != "*" { pattern.append("*") }
      } else {
        pattern.append(character)
      }
    }
    return pattern
  }

  private func say(_ chinese: String, _ english: String) -> String {
    language == .english ? english : chinese
  }
}
