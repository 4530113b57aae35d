import FupanConfig

/// The reference of export profiles, made from their declarations.
package enum ProfileReference {
  /// Every profile: what it reads, how its files are recognised, its columns.
  package static func markdown(for profiles: [ProfileCatalog.Entry]) -> String {
    var text = """
      # Profiles

      A profile knows how a platform writes its export. `fupan profiles` prints this list,
      `fupan sniff FILE` says which one fits a file.

      | Profile | Table | What it is | 是什么 |
      | --- | --- | --- | --- |

      """
    for (name, profile) in profiles {
      text += row(["[`\(name)`](#\(name))", profile.table, profile.about, profile.aboutZh])
    }
    for (name, profile) in profiles {
      text += "\n## \(name)\n\n\(profile.about). \(profile.aboutZh)。\n\n"
      text += facts(of: profile).map { "* \($0.name): \($0.value)\n" }.joined()
      text += "\n| Column | Read as | Found under | |\n| --- | --- | --- | --- |\n"
      for (column, settings) in profile.columns.entries.map({ ($0.name, $0.value) }) {
        text += row([
          "`\(column)`", settings.as.value, settings.from.joined(separator: " / "),
          remarks(of: settings).joined(separator: ", "),
        ])
      }
    }
    return text
  }

  private static func facts(of profile: Profile) -> [(name: String, value: String)] {
    func list(_ words: [String]) -> String { words.map { "`\($0)`" }.joined(separator: ", ") }
    var facts = [
      ("table", "`\(profile.table)`"), ("file names", list(profile.files)),
      ("format", profile.format.rawValue),
    ]
    if let encoding = profile.encoding { facts.append(("encoding", encoding)) }
    if !profile.header.isEmpty { facts.append(("recognised by", list(profile.header))) }
    if let zone = profile.timezone { facts.append(("time zone", zone)) }
    if let currency = profile.currency { facts.append(("currency", currency)) }
    if !profile.nullTokens.isEmpty { facts.append(("missing", list(profile.nullTokens))) }
    if profile.padded { facts.append(("text", "is filled up with spaces, which are left out")) }
    if profile.totals { facts.append(("total row", "checked, never added")) }
    if let rows = profile.headerRows { facts.append(("header rows", String(rows))) }
    if profile.vertical { facts.append(("each file is", "one row, written downwards")) }
    if profile.sideBySide {
      facts.append(("other tables", "to the left or right are not read"))
    }
    if let rows = profile.rows { facts.append(("rows are at", "`\(rows)`")) }
    if let comment = profile.comment { facts.append(("comment lines begin", "`\(comment)`")) }
    if let footer = profile.footer { facts.append(("the data ends before", "`\(footer)`")) }
    if let tables = profile.tables { facts.append(("tables", tables.value)) }
    if let grain = profile.grain { facts.append(("a row is", grain)) }
    if let split = profile.splitRows {
      facts.append(
        ("one row each, apart by `\(split.separator)`", list(split.columns.map { $0.text })))
    }
    if let keep = profile.keep { facts.append(("rows that count", "`\(keep.text)`")) }
    if let column = profile.fillDown {
      facts.append(("blank cells repeat the row above", "`\(column.text)`, and its columns"))
    }
    if let column = profile.currencyColumn {
      facts.append(("currency", "that of the pipeline; `\(column.text)` is checked"))
    }
    if profile.others { facts.append(("other columns", "come along under their headers")) }
    for version in profile.versions {
      let columns = version.settings.columns.entries.map { column in
        "`\(column.name)` from \(column.value.from.joined(separator: " / "))"
          + (column.value.percentScale ? ", bare numbers are percentages" : "")
      }
      facts.append(
        (
          "version `\(version.name)`",
          (["recognised by \(list(version.settings.header))"] + columns).joined(separator: "; ")
        ))
    }
    for constant in profile.constants.entries {
      facts.append(("every row has", "`\(constant.name)` = \(constant.value)"))
    }
    for named in profile.byName.entries {
      let texts = named.value.entries.map { "`\($0.value)` in `\($0.name)`" }
      facts.append(("the file's name says", "`\(named.name)`: " + texts.joined(separator: ", ")))
    }
    for derived in profile.derive.entries {
      facts.append(("computed", "`\(derived.name)` = `\(derived.value.text)`"))
    }
    return facts
  }

  private static func remarks(of column: ProfileColumn) -> [String] {
    var remarks: [String] = []
    if column.optional { remarks.append("optional") }
    if column.personal { remarks.append("personal") }
    if column.occurrence > 1 { remarks.append("number \(column.occurrence) of that name") }
    if !column.nullTokens.isEmpty {
      remarks.append("missing: " + column.nullTokens.joined(separator: " "))
    }
    for code in column.codes.entries { remarks.append("`\(code.name)` is missing: \(code.value)") }
    if !column.values.isEmpty {
      remarks.append(
        "\(column.values.entries.count) words known, others "
          + (column.otherwise.map { "`\($0)`" } ?? "refused"))
    }
    let made: [(String, Located<String>?)] = [
      ("why it is missing", column.reason), ("at least", column.lowerBound),
      ("masked text", column.masked), ("end", column.until),
    ]
    for case (let what, let name?) in made { remarks.append("\(what) in `\(name.value)`") }
    if let grain = column.grain { remarks.append("of the \(grain)") }
    return remarks
  }

  private static func row(_ cells: [String]) -> String {
    "| "
      + cells.map { cell in
        cell.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
      }.joined(separator: " | ") + " |\n"
  }
}
