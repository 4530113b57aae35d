extension HTMLPage {
  /// - Parameter isTitled: whether the title is seen; right under a heading of the same words it is
  ///   only heard.
  func table(_ table: Report.Table, isTitled: Bool = true) -> HTML {
    let caption = "t-\(table.id)"
    let table = table.withoutEmptyColumns
    return """
      <figure class="table\(table.rows.count > 12 ? "" : " short" as HTML)"><figcaption>\
      <h3 id="\(caption)"\(isTitled ? "" : " class=\"only-heard\"" as HTML)>\(table.title)</h3>\
      \(order(of: table))</figcaption>\(grid(of: table, labelledBy: caption))\
      \(note(of: table))</figure>
      """
  }

  /// The table's note, and what its dashes mean.
  private func note(of table: Report.Table) -> HTML? {
    let reasons = Report.Missing.allCases.filter { reason in
      reason.isQuiet && table.rows.contains { $0.cells.contains(.missing(reason)) }
    }
    let meaning: HTML? =
      reasons.isEmpty
      ? nil : "\(text(.dashMeans, ["reasons": text.list(reasons.map { text.word($0) })]))"
    let words = [table.note.map { sentence($0) }, meaning].compactMap { $0 }
    return words.isEmpty ? nil : "<p class=\"note\">\(words.joined(separator: " "))</p>"
  }

  private func order(of table: Report.Table) -> HTML? {
    guard let sorting = table.sortedBy,
      let column = table.columns.first(where: { $0.id == sorting.column })
    else { return nil }
    let phrase: Phrase = sorting.descending ? .sortedDescending : .sortedAscending
    return "<p class=\"sub\">\(text(phrase, ["column": column.label]))</p>"
  }

  /// The cells in a box of their own, so that a wide table scrolls and the page does not.
  func grid(of table: Report.Table, labelledBy caption: String) -> HTML {
    guard !table.rows.isEmpty else { return "<p class=\"absent\">\(text[.noRows])</p>" }
    let long = table.columns.indices.map { index in
      table.columns[index].kind == .text
        && table.rows.contains { $0.cells[index].isLong }
    }
    let heads = table.columns.map { column in
      let unit: HTML = column.unit.map { " <span class=\"unit\">\($0)</span>" } ?? ""
      let sorted: HTML =
        table.sortedBy?.column == column.id
        ? " aria-sort=\"\(table.sortedBy?.descending == true ? "descending" : "ascending")\"" : ""
      // What is short is not broken, and a remark in brackets goes to the next line as a whole.
      let kind: HTML = "\(column.kind.alignment)\(column.label.utf8.count > 15 ? "" : " brief")"
      let (name, remark) = HTMLPage.parts(ofHead: column.label)
      let part: HTML = remark.isEmpty ? "" : "<span class=\"part\">\(remark)</span>"
      return
        "<th scope=\"col\" class=\"\(kind)\"\(sorted)>\(name)\(part)\(unit)</th>" as HTML
    }.joined()
    let isTight = table.columns.count > 8 || (table.columns.count > 6 && long.count { $0 } > 2)
    let largest = table.columns.indices.map { index in
      table.columns[index].bar
        ? table.rows.filter { !$0.isTotal }.compactMap { $0.cells[index].plotted }.max() ?? 0 : 0
    }
    let rows = table.rows.map { row in
      let cells = row.cells.indices.map { index in
        cell(
          row.cells[index], in: table.columns[index], at: index, of: row, largest[index],
          isLong: long[index])
      }.joined()
      return "<tr\(row.isTotal ? " class=\"total\"" : "" as HTML)>\(cells)</tr>\n" as HTML
    }.joined()
    return """
      <div class="scroll" role="region" aria-labelledby="\(caption)" tabindex="0"><table\(isTight ? " class=\"many\"" : "" as HTML)>\
      <thead><tr>\(heads)</tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }

  /// A heading, and the remark in brackets at its end: `推荐者`, `（9–10）`.
  private static func parts(ofHead label: String) -> (name: String, remark: String) {
    guard label.hasSuffix("）"), let start = label.lastIndex(of: "（"), start > label.startIndex
    else {
      return (label, "")
    }
    return (String(label[..<start]), String(label[start...]))
  }

  private func cell(
    _ value: Report.Value, in column: Report.Table.Column, at index: Int,
    of row: Report.Table.Row, _ largest: Double, isLong: Bool
  ) -> HTML {
    var content: HTML
    if case .status(let status) = value {
      content = badge(status)
    } else if case .missing(let reason) = value, reason.isQuiet {
      let word = text.word(reason)
      content = """
        <span title="\(word)" aria-hidden="true">–</span><span class="only-heard">\(word)</span>
        """
    } else {
      content = "\(column.signed ? format.signed(value) : format.exact(value))"
    }
    if index == 0, shows(receipt: row.receipt), let receipt = row.receipt {
      content = "<a class=\"figure\" href=\"#\(anchor(ofReceipt: receipt))\">\(content)</a>"
    }
    if index == 0, column.kind == .text {
      return "<th scope=\"row\" class=\"text\(isLong ? " long" : "" as HTML)\">\(content)</th>"
    }
    let alignment: HTML = "\(column.kind.alignment)\(isLong ? " long" : "")\(absence(value))"
    if column.bar, !row.isTotal, largest > 0, let size = value.plotted, size >= 0 {
      let width = HTMLPage.width(size / largest)
      return """
        <td class="\(alignment) bar"><span class="fill" style="width:\(width)"></span>\
        <span class="over">\(content)</span></td>
        """
    }
    return "<td class=\"\(alignment)\">\(content)</td>"
  }
}

extension Report.Missing {
  /// Whether a dash says enough: nothing is lacking, there is just nothing to say.
  fileprivate var isQuiet: Bool {
    switch self {
    case .notApplicable, .notDue: true
    case .noData, .tooFew, .undefined: false
    }
  }
}

extension Report.Value {
  /// Whether it is words that need room.
  fileprivate var isLong: Bool {
    guard case .text(let words) = self else { return false }
    return words.utf8.count > 24
  }
}

extension Report.Table.Column.Kind {
  /// Where the cells of a column stand: words on the left, numbers on the right.
  var alignment: String {
    switch self {
    case .text, .status: "text"
    case .date: "text date"
    case .integer, .money, .ratio, .points, .multiple, .number, .mixed: "n"
    }
  }
}
