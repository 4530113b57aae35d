import FupanData
import FupanDiagnostics
import FupanWorkbooks

/// The sheets of a report.
struct ReportWorkbook: ~Copyable {
  private let report: Report
  private let format: ReportFormat
  private let text: ReportText
  private var book: Workbook
  /// The sheet that is being written, and its next row.
  private var sheet = 0
  private var row = 0
  /// The tables of the sheet: the row of the heads, the last row, the columns.
  private var tables: [(head: Int, last: Int, columns: Int)] = []

  static func bytes(of report: Report) throws(Problems) -> [UInt8] {
    var workbook = try ReportWorkbook(report)
    try workbook.appendMasthead()
    for section in report.sections { try workbook.append(section) }
    try workbook.appendReceipts()
    return try workbook.finish()
  }

  private init(_ report: Report) throws(Problems) {
    self.report = report
    format = ReportFormat(
      language: report.language, currency: report.currency, rounding: report.rounding ?? .halfUp)
    text = ReportText(report.language)
    book = try Workbook()
  }

  private consuming func finish() throws(Problems) -> [UInt8] { try book.finish() }

  private mutating func begin(_ title: String) throws(Problems) {
    sheet = try book.addSheet(title)
    row = 0
    tables = []
  }

  /// Lets people filter the sheet's table; a sheet has room for one filter only.
  private mutating func end() throws(Problems) {
    guard tables.count == 1, let table = tables.first else { return }
    try book.addFilter(sheet, row: table.head, through: table.last, columns: table.columns)
    if table.head == 0 { book.freeze(above: 1, sheet) }
  }

  /// A line of words, which runs on over the cells beside it.
  private mutating func line(
    _ words: String, _ style: WorkbookStyle = .plain
  ) throws(Problems) {
    for part in words.neutral.split(separator: "\n", omittingEmptySubsequences: true) {
      try book.write(
        .text(String(part)), sheet, row: row, column: 0, style, fitsWidth: false)
      row += 1
    }
  }

  private mutating func appendMasthead() throws(Problems) {
    try begin(text[.documentKind])
    try line(report.title, .title)
    row += 1
    var facts: [(Phrase, String)] = [(.labelPeriod, format.period(report.period))]
    if let baseline = report.baseline { facts.append((.labelBaseline, format.period(baseline))) }
    facts.append((.labelAsOf, format.date(report.asOf)))
    switch report.state {
    case .final: facts.append((.status, text[.stateFinal]))
    case .running(let progress):
      facts.append((.status, text[.stateRunning]))
      facts.append((.timeProgress, format.exact(.ratio(progress))))
    }
    facts.append((.labelCurrency, report.currency))
    if let zone = report.timeZone { facts.append((.labelTimeZone, zone)) }
    for (phrase, words) in facts {
      try book.write(.text(text[phrase]), sheet, row: row, column: 0, .init(role: .total))
      try book.write(.text(words.neutral), sheet, row: row, column: 1)
      row += 1
    }
    if let partial = text.partial(report) { try line(partial) }
    if !report.parameters.isEmpty {
      row += 1
      try append(
        heads: [text[.parameter], text[.value]],
        rows: report.parameters.map { [.init(.text($0.name)), .init(.text($0.value))] })
    }
  }

  private mutating func append(_ section: Report.Section) throws(Problems) {
    let title = section.title ?? text.title(of: section.kind)
    // Appendices are called after what they hold, and that is too long for a tab.
    try begin(String(title.prefix { !"（(".contains($0) }).trimmed)
    try line(title, .title)
    row += 1
    if let note = section.note { try line(plain(note)) }
    if !section.missing.isEmpty {
      let phrase: Phrase = section.blocks.isEmpty ? .sectionMissing : .sectionPartlyMissing
      try line(text(phrase, ["inputs": text.inputs(section.missing)]))
    }
    for block in section.blocks {
      switch block {
      case .prose(let words): try line(plain(words))
      case .heading(let words):
        row += 1
        try line(words, .title)
      case .cards(let cards): try append(cards)
      case .table(let table): try append(table)
      case .chart(let chart):
        var table = chart.table(in: text)
        table.title = chart.title
        table.note = chart.note
        try append(table)
      case .findings(let findings): try append(findings)
      case .callout(let callout):
        let title = callout.title ?? text.word(callout.tone)
        try line("\(title): \(plain(callout.text))")
      case .ledger(let ledger): try append(ledger)
      }
    }
    try end()
  }

  /// One cell of a table.
  private struct Cell {
    var value: Report.Value
    var isTotal = false
    var isSigned = false

    init(_ value: Report.Value, isTotal: Bool = false, isSigned: Bool = false) {
      self.value = value
      self.isTotal = isTotal
      self.isSigned = isSigned
    }
  }

  private mutating func append(heads: [String], rows: [[Cell]]) throws(Problems) {
    for (column, head) in heads.enumerated() {
      try book.write(.text(head.neutral), sheet, row: row, column: column, .head)
    }
    row += 1
    for cells in rows {
      for (column, cell) in cells.enumerated() {
        let (written, numberFormat) = written(cell.value, isSigned: cell.isSigned)
        guard let written else { continue }
        try book.write(
          written, sheet, row: row, column: column,
          WorkbookStyle(numberFormat: numberFormat, role: cell.isTotal ? .total : .cell))
      }
      row += 1
    }
    tables.append((row - rows.count - 1, row - 1, heads.count))
    row += 1
  }

  /// A value as a cell and how its number is shown; a value that is not there says why.
  private func written(
    _ value: Report.Value, isSigned: Bool
  ) -> (cell: WorkbookCell?, format: String?) {
    switch value {
    case .text(let words): return (words.isEmpty ? nil : .text(cut(words)), nil)
    case .integer(let number):
      return (
        .exact(Int128(number), scale: 0),
        isSigned ? NumberFormat.signed(digits: 0, unit: "") : NumberFormat.quantity()
      )
    case .money(let amount):
      return (
        .exact(amount.unscaled, scale: amount.scale),
        NumberFormat.money(report.currency, digits: amount.scale)
      )
    case .ratio(let ratio): return (.number(ratio.value), NumberFormat.percent())
    case .points(let number):
      return (.number(number * 100), NumberFormat.signed(digits: 1, unit: text[.unitPoints]))
    case .multiple(let number): return (.number(number), "0.00\"×\"")
    case .number(let number, let places):
      guard number.isFinite else { return (.text(format.exact(value)), nil) }
      return (.number(number), NumberFormat.quantity(digits: places))
    case .date(let day): return (.day(day.daysSinceEpoch), NumberFormat.date)
    case .status, .missing, .suppressed: return (.text(format.exact(value)), nil)
    }
  }

  /// Words that a cell takes.
  private func cut(_ words: String) -> String {
    let words = words.neutral
    guard words.utf16.count > Workbook.maximumText else { return words }
    return String(decoding: words.utf16.prefix(Workbook.maximumText - 1), as: UTF16.self) + "…"
  }

  private mutating func append(_ table: Report.Table) throws(Problems) {
    row += 1
    try line(table.title, .init(role: .total))
    guard !table.rows.isEmpty else { return try line(text[.noRows]) }
    try append(
      heads: table.columns.map { $0.label + ($0.unit.map { " (\($0))" } ?? "") },
      rows: table.rows.map { tableRow in
        zip(tableRow.cells, table.columns).map {
          Cell($0, isTotal: tableRow.isTotal, isSigned: $1.signed)
        }
      })
    if let note = table.note { try line(plain(note)) }
  }

  private mutating func append(_ cards: [Report.Card]) throws(Problems) {
    try append(
      heads: [
        text[.receiptMetric], text[.value], text[.target], text[.status], text[.change],
        text[.annotation],
      ],
      rows: cards.map { card in
        let change = card.deltas.map { delta in
          let parts = [
            delta.relative.map { format.relative($0) },
            delta.points.map { format.exact(.points($0)) },
          ].compactMap { $0 }
          return (delta.name ?? text.word(delta.against)) + " " + parts.joined(separator: " · ")
        }
        return [
          Cell(.text(card.label)), Cell(card.value), Cell(card.target ?? .text("")),
          Cell(card.status.map { .status($0) } ?? .text("")),
          Cell(.text(change.joined(separator: "; "))),
          Cell(.text(card.note.map { plain($0) } ?? "")),
        ]
      })
  }

  private mutating func append(_ findings: [Report.Finding]) throws(Problems) {
    for (index, finding) in findings.enumerated() {
      var words = "\(index + 1). \(text.word(finding.severity)): \(plain(finding.sentence))"
      var details = finding.evidence.map { "\($0.label) \(format.brief($0.value))" }
      if let certainty = finding.certainty { details.append("\(text[.certainty]) \(certainty)") }
      if !details.isEmpty { words += " (" + details.joined(separator: " · ") + ")" }
      try line(words)
    }
    row += 1
  }

  private mutating func append(_ ledger: Report.Ledger) throws(Problems) {
    switch ledger {
    case .improvements(let rows):
      try append(
        heads: [
          text[.problem], text[.causeCategory], text[.data], text[.why], text[.evidence],
          text[.improvement], text[.owner], text[.due], text[.check], text[.status],
        ],
        rows: rows.map { row in
          var problem = row.problem
          if let campaign = row.carriedFrom {
            problem += " (" + text(.carriedFrom, ["campaign": campaign]) + ")"
          }
          if let campaigns = row.seenIn, !campaigns.isEmpty {
            problem += " (" + text(.seenIn, ["campaigns": text.list(campaigns)]) + ")"
          }
          let whys = (row.whys + [row.rootCause].compactMap { $0 }).joined(separator: " → ")
          return [
            Cell(.text(problem)), Cell(.text(row.category ?? "")),
            Cell(.text(row.data.map { plain($0) } ?? "")), Cell(.text(whys)),
            Cell(.text(row.evidence.map { text.word($0) } ?? "")), Cell(.text(row.improvement)),
            Cell(.text(row.owner ?? "")), Cell(row.due.map { .date($0) } ?? .text("")),
            Cell(.text(row.checked.map { plain($0) } ?? row.check ?? "")),
            Cell(.status(row.status)),
          ]
        })
    case .stories(let stories):
      try append(
        heads: [
          text[.item], text[.situation], text[.task], text[.action], text[.result], text[.owner],
        ],
        rows: stories.map { story in
          [
            story.title, story.situation, story.task, story.action, plain(story.result),
            story.owner ?? "",
          ].map { Cell(.text($0)) }
        })
    }
  }

  /// Every figure and how it came about, one row each.
  private mutating func appendReceipts() throws(Problems) {
    guard !report.receipts.isEmpty else { return }
    try begin(text[.receipts])
    let heads: [Phrase] = [
      .receiptMetric, .item, .value, .receiptFormula, .receiptFilter, .receiptNumerator,
      .receiptDenominator, .receiptRows, .receiptMissing, .receiptWindow, .receiptVersion,
      .receiptInputs,
    ]
    try append(
      heads: heads.map { text[$0] },
      rows: report.receipts.map { receipt in
        func count(_ number: Int?) -> Cell { Cell(number.map { .integer($0) } ?? .text("")) }
        return [
          Cell(.text(receipt.label)), Cell(.text(receipt.metric)), Cell(receipt.value),
          Cell(.text(receipt.formula.text(in: report.language))),
          Cell(.text(receipt.filter ?? "")), Cell(receipt.numerator ?? .text("")),
          Cell(receipt.denominator ?? .text("")), count(receipt.n), count(receipt.nMissing),
          Cell(.text(receipt.window.map { format.period($0) } ?? "")),
          Cell(.text(receipt.definitionVersion ?? "")),
          Cell(.text(receipt.inputs.map { "\($0.name) (\($0.sha256))" }.joined(separator: "; "))),
        ]
      })
    try end()
  }

  /// The words of a sentence, its numbers in short.
  private func plain(_ sentence: Report.Sentence) -> String {
    sentence.spans.map { span in
      switch span {
      case .words(let words): words
      case .value(let value, _): format.brief(value)
      }
    }.joined()
  }
}

extension String {
  /// Without spaces at the ends.
  fileprivate var trimmed: String {
    let start = drop { $0 == " " }
    return String(start.reversed().drop { $0 == " " }.reversed())
  }
}
