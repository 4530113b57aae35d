import FupanConfig
import FupanDiagnostics
import FupanFormats
import FupanPipelines

/// What a file looks like, as comments, and the dataset that reads it, as YAML.
struct SniffText {
  private let sniff: FileSniff
  private let language: Language

  init(_ sniff: FileSniff, _ language: Language) {
    self.sniff = sniff
    self.language = language
  }

  var text: String {
    comments.map { $0.isEmpty ? "#\n" : "# \(TerminalText.escaped($0))\n" }.joined() + dataset
  }

  private var comments: [String] {
    var facts: [(String, String)] = []
    if let sheet = sniff.sheet {
      facts.append((word("format", "格式"), word("workbook", "工作簿")))
      facts.append((word("sheet", "工作表"), sheet))
    } else {
      facts.append((word("encoding", "编码"), encoding))
    }
    if let layout = sniff.layout {
      if sniff.sheet == nil {
        facts.append((word("delimiter", "分隔符"), SniffText.delimiter(layout.delimiter, language)))
        if let quoting { facts.append((word("quotes", "引号"), quoting)) }
      }
      let rows = layout.headerRecords.count
      let last = Int(layout.dataLine) - 1
      let line =
        rows == 1
        ? word("line \(layout.headerLine)", "第 \(layout.headerLine) 行")
        : word("lines \(layout.headerLine) to \(last)", "第 \(layout.headerLine)–\(last) 行")
      let count = word(
        sniff.columns.count.counting("column", "columns"),
        "\(sniff.columns.count) 列")
      facts.append((word("header", "表头"), line + word(", ", "，") + count))
    } else {
      let shape =
        if let rows = sniff.options.rows {
          word("JSON, an array of objects at \(rows)", "JSON，\(rows) 处的对象数组")
        } else if sniff.isArray {
          word("JSON, one array of objects", "JSON，一个对象数组")
        } else {
          word("JSON, an object a line", "JSON，每行一个对象")
        }
      facts.append((word("format", "格式"), shape))
    }
    let seen = "\(sniff.rows)" + (sniff.isWhole ? "" : "+")
    facts.append((word("rows", "行数"), seen))
    if sniff.matches.isEmpty {
      facts.append((word("profile", "文件格式"), word("none fits", "没有相符的")))
    }
    for match in sniff.matches.prefix(3) {
      facts.append((word("profile", "文件格式"), described(match)))
    }
    let width = facts.map { DisplayWidth.of($0.0) }.max() ?? 0
    var lines = [sniff.file == "-" ? word("standard input", "标准输入") : sniff.file]
    lines += facts.map { "  " + DisplayWidth.padded($0.0, to: width) + "  " + $0.1 }
    lines.append("")
    let rows = columnRows
    let table = AlignedTable(
      header: [
        word("column", "列"), word("read as", "读作"), word("header", "表头"), word("missing", "缺失"),
      ], rows: rows)
    lines += table.text.split(separator: "\n").map { "  \($0)" }
    lines.append("")
    return lines
  }

  private var encoding: String {
    var text = sniff.encoding.rawValue
    if sniff.hasByteOrderMark { text += word(", with a byte order mark", "，带 BOM") }
    if !sniff.packing.isEmpty {
      let packing = sniff.packing.joined(separator: "+")
      text += word(", \(packing)", "，\(packing) 压缩")
    }
    return text
  }

  /// What encloses cells and makes quotes plain in them, where that is not as usual.
  private var quoting: String? {
    guard let quote = sniff.options.quote else {
      return word("none, a quote is a character", "无，引号是普通字符")
    }
    let mark = String(Unicode.Scalar(quote))
    guard let escape = sniff.options.escape else {
      return quote == UInt8(ascii: "\"") ? nil : mark
    }
    let sign = String(Unicode.Scalar(escape))
    return mark + word(", escaped by \(sign)", "，用 \(sign) 转义")
  }

  private func described(_ match: ProfileMatch) -> String {
    let confidence: String
    switch match.confidence {
    case .certain?: confidence = word("certain: header and name fit", "确定：表头与文件名都相符")
    case .likely?: confidence = word("likely: the header fits", "很可能：表头相符")
    default:
      let lacking = match.missing.prefix(5).joined(separator: word(", ", "、"))
      confidence = word("possible, but it lacks \(lacking)", "有可能，但缺少 \(lacking)")
    }
    let count = match.profile.columns.entries.count
    let found = word(
      "\(match.columnsFound) of \(count) columns", "\(count) 列中有 \(match.columnsFound) 列")
    return match.name + word(" (\(confidence); \(found))", "（\(confidence)；\(found)）")
  }

  /// The profile's columns with the headers they have here, else the file's own.
  private var columnRows: [[String]] {
    let missing = sniff.columns.map { $0.missing == 0 ? "" : String($0.missing) }
    guard let match = chosen else {
      return zip(sniff.columns, missing).map { [$0.header, $0.format, "", $1] }
    }
    let headers = sniff.columns.map { HeaderName.cleaned($0.header) }
    return match.profile.columns.entries.compactMap { entry in
      let wanted = entry.value.from.map { HeaderName.cleaned($0) }
      let index = headers.indices.first { index in
        wanted.contains {
          $0.hasSuffix("*") ? headers[index].hasPrefix($0.dropLast()) : $0 == headers[index]
        }
      }
      if let index {
        return [entry.name, entry.value.as.value, sniff.columns[index].header, missing[index]]
      }
      return entry.value.optional
        ? nil : [entry.name, entry.value.as.value, word("(not here)", "（没有）"), ""]
    }
  }

  private var chosen: ProfileMatch? { sniff.fitting.count == 1 ? sniff.fitting.first : nil }

  /// The dataset: by its profile, or with everything said that was seen.
  private var dataset: String {
    let isWorkbook = sniff.sheet != nil
    let stage =
      sniff.format == .ndjson ? "read_json" : isWorkbook ? "read_xlsx" : "read_csv"
    var settings = ["files: \(Node.quotedIfNeeded(sniff.file))"]
    if let sheet = sniff.sheet, sniff.isOneOfSheets {
      settings.append("sheet: \(Node.quotedIfNeeded(sheet))")
    }
    if let match = chosen {
      settings.append("profile: \(match.name)")
      return "\(match.profile.table):\n  - \(stage): {\(settings.joined(separator: ", "))}\n"
    }
    if isWorkbook {
      if !sniff.options.headerNames.isEmpty {
        let names = sniff.options.headerNames.map { Node.quotedIfNeeded($0) }
        settings.append("header: [\(names.joined(separator: ", "))]")
      }
    } else if sniff.format == .delimited {
      settings += SniffText.structure(of: sniff)
      if !sniff.options.headerNames.isEmpty {
        let names = sniff.options.headerNames.map { Node.quotedIfNeeded($0) }
        settings.append("header: [\(names.joined(separator: ", "))]")
      }
    } else {
      if let rows = sniff.options.rows { settings.append("rows: \(Node.quotedIfNeeded(rows))") }
      let columns = sniff.columns.map {
        let name = $0.header.split(separator: ".").last.map { String($0) } ?? $0.header
        return "\(Node.quotedIfNeeded(name)): \(Node.quotedIfNeeded($0.header))"
      }
      settings.append("columns: {\(columns.joined(separator: ", "))}")
    }
    var text =
      "\(SniffText.name(of: sniff.file)):\n  - \(stage): {\(settings.joined(separator: ", "))}\n"
    let typed = sniff.columns.filter { $0.format != "text" }
    if !typed.isEmpty {
      text += "  - parse:\n"
      for column in typed {
        text +=
          "      \(Node.quotedIfNeeded(column.header)): \(Node.quotedIfNeeded(column.format))\n"
      }
    }
    return text
  }

  /// How a delimited file is written, as far as it is not as usual: settings of `read_csv` and of
  /// profiles.
  static func structure(of sniff: FileSniff) -> [String] {
    let options = sniff.options
    var settings = ["encoding: \(sniff.encoding.rawValue)"]
    if let delimiter = sniff.layout?.delimiter, delimiter != UInt8(ascii: ",") {
      settings.append("delimiter: \(written(delimiter))")
    }
    if options.quote != UInt8(ascii: "\"") {
      settings.append("quote: \(options.quote.map { written($0) } ?? "none")")
    }
    if let escape = options.escape { settings.append("escape: \(written(escape))") }
    if let rows = options.headerRows { settings.append("header_rows: \(rows)") }
    if let comment = options.comment {
      settings.append("comment: \(Node.quotedIfNeeded(comment))")
    }
    if let footer = options.footer { settings.append("footer: \(Node.quotedIfNeeded(footer))") }
    if options.tables == .split { settings.append("tables: split") }
    if options.totals == .checked { settings.append("totals: true") }
    return settings
  }

  /// A dataset's name for a file that no profile names.
  private static func name(of file: String) -> String {
    let base = file.split(separator: "/").last.map { String($0) } ?? ""
    let stem = base.prefix { $0 != "." }
    let name = String(stem.map { $0.isLetter || $0.isNumber ? $0 : "_" })
    return name.isEmpty || name.allSatisfy({ $0 == "_" }) || name.first?.isNumber == true
      ? "table" : name
  }

  private static func delimiter(_ byte: UInt8, _ language: Language) -> String {
    let isEnglish = language == .english
    switch byte {
    case UInt8(ascii: ","): return isEnglish ? "comma" : "逗号"
    case 0x09: return isEnglish ? "tab" : "制表符"
    case UInt8(ascii: ";"): return isEnglish ? "semicolon" : "分号"
    default: return String(Unicode.Scalar(byte))
    }
  }

  /// As `read_csv` reads it.
  private static func written(_ byte: UInt8) -> String {
    if byte == 0x09 { return "tab" }
    let character = String(Unicode.Scalar(byte))
    return character == "\"" || character == "\\" ? "'\(character)'" : "\"\(character)\""
  }

  private func word(_ english: String, _ chinese: String) -> String {
    language == .english ? english : chinese
  }
}
