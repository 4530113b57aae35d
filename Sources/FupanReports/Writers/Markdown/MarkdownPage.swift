import FupanDiagnostics

/// The Markdown text of a report, and the pictures it links to.
struct MarkdownPage {
  let report: Report
  let format: ReportFormat
  let text: ReportText
  /// The folder of the pictures.
  let folder: String
  private(set) var source = ""
  private(set) var pictures: [ReportFile] = []

  init(_ report: Report, folder: String) throws(Problems) {
    self.report = report
    self.format = ReportFormat(
      language: report.language, currency: report.currency, rounding: report.rounding ?? .halfUp)
    self.text = ReportText(report.language)
    self.folder = folder
    let drawn = try DrawnChart.all(of: report, format: format, widths: [DrawnChart.widths.wide])
    masthead()
    for (section, drawn) in zip(report.sections, drawn) { append(section, drawn) }
  }

  private mutating func masthead() {
    source += "# \(MarkdownText.escaped(report.title))\n\n"
    var facts = [
      (Phrase.labelPeriod, format.period(report.period)), (.labelAsOf, format.date(report.asOf)),
    ]
    if let baseline = report.baseline { facts.append((.labelBaseline, format.period(baseline))) }
    facts.append((.labelCurrency, report.currency))
    facts.append((.labelGeneratedAt, report.generatedAt))
    switch report.state {
    case .final: source += text[.stateFinal]
    case .running(let progress):
      source += "\(text[.stateRunning]) · \(text[.timeProgress]) \(format.exact(.ratio(progress)))"
    }
    source += facts.map { " · \(text[$0.0]) \(MarkdownText.escaped($0.1))" }.joined() + "\n"
    if let partial = text.partial(report) { paragraph(MarkdownText.line(partial)) }
  }

  private mutating func append(_ section: Report.Section, _ drawn: [DrawnChart?]) {
    let title = section.title ?? text.title(of: section.kind)
    source += "\n## \(MarkdownText.escaped(title))\n"
    if let note = section.note { paragraph(sentence(note)) }
    if !section.missing.isEmpty {
      let phrase: Phrase = section.blocks.isEmpty ? .sectionMissing : .sectionPartlyMissing
      paragraph(MarkdownText.line(text(phrase, ["inputs": text.inputs(section.missing)])))
    }
    for (block, drawn) in zip(section.blocks, drawn) {
      switch block {
      case .prose(let words): paragraph(sentence(words))
      case .heading(let words): source += "\n### \(MarkdownText.escaped(words))\n"
      case .cards(let cards): append(cards)
      case .table(let table): append(table)
      case .chart(let chart): append(chart, drawn?.pictures.first)
      case .findings(let findings): append(findings)
      case .ledger(let ledger): append(ledger)
      case .callout(let callout): append(callout)
      }
    }
    if section.kind == .appendix { appendix() }
  }

  private mutating func paragraph(_ words: String) { source += "\n\(words)\n" }

  private func sentence(_ sentence: Report.Sentence) -> String {
    MarkdownText.line(plain(sentence))
  }

  /// The words of a sentence, not yet escaped.
  private func plain(_ sentence: Report.Sentence) -> String {
    sentence.spans.map { span in
      switch span {
      case .words(let words): words
      case .value(let value, _): format.written(value, in: sentence)
      }
    }.joined()
  }

  private func cell(_ value: Report.Value, signed: Bool = false) -> String {
    if case .status(let status) = value { return mark(status) }
    return MarkdownText.escaped(signed ? format.signed(value) : format.exact(value))
  }

  private func mark(_ status: Report.Status) -> String {
    symbol(status.tone) + " " + text.word(status)
  }

  private func symbol(_ tone: Report.Tone) -> String {
    switch tone {
    case .good: "✓"
    case .caution: "△"
    case .bad: "✗"
    case .neutral: "○"
    }
  }

  private mutating func append(_ cards: [Report.Card]) {
    let rows = cards.map { card in
      [
        MarkdownText.escaped(card.label), cell(card.value), card.target.map { cell($0) } ?? "",
        card.status.map(mark) ?? "",
        MarkdownText.escaped(
          card.deltas.map(change).joined(separator: text.language == .english ? "; " : "；")),
        card.note.map { MarkdownText.escaped(plain($0)) } ?? "",
      ]
    }
    source += "\n"
    source += MarkdownText.table(
      heads: [
        text[.receiptMetric], text[.value], text[.target], text[.status], text[.change],
        text[.annotation],
      ], alignedRight: [false, true, true, false, false, false], rows: rows)
  }

  private func change(_ delta: Report.Delta) -> String {
    (delta.name ?? text.word(delta.against)) + " "
      + format.changes(of: delta).joined(separator: " · ")
  }

  private mutating func append(_ table: Report.Table) {
    paragraph("**\(MarkdownText.escaped(table.title))**")
    append(gridOf: table)
    if let note = table.note { paragraph(sentence(note)) }
  }

  private mutating func append(gridOf table: Report.Table) {
    guard !table.rows.isEmpty else { return paragraph(text[.noRows]) }
    let table = table.withoutEmptyColumns
    let heads = table.columns.map { column in
      MarkdownText.escaped(column.label + (column.unit.map { " (\($0))" } ?? ""))
    }
    let rows = table.rows.map { row in
      row.cells.indices.map { index in
        let words = cell(row.cells[index], signed: table.columns[index].signed)
        return row.isTotal && !words.isEmpty ? "**\(words)**" : words
      }
    }
    source += "\n"
    source += MarkdownText.table(
      heads: heads, alignedRight: table.columns.map { $0.kind.alignment == "n" }, rows: rows)
  }

  private mutating func append(_ chart: Report.Chart, _ svg: String?) {
    paragraph("**\(MarkdownText.escaped(chart.title))**")
    if let subtitle = chart.subtitle { paragraph(MarkdownText.line(subtitle)) }
    if let svg {
      let path = "\(folder)/\(chart.id).svg"
      pictures.append(
        ReportFile(path: path, bytes: Array(MarkdownPage.file(of: svg, alt: chart.alt).utf8)))
      let address = MarkdownText.address(path)
      paragraph("![\(MarkdownText.escaped(chart.alt))](\(address))")
    } else if !chart.drawsSomething {
      paragraph(text[.chartOfNothing])
    }
    if case .lines(let lines) = chart.kind, !lines.annotations.isEmpty {
      source += "\n"
      for (index, note) in lines.annotations.enumerated() {
        let words = MarkdownText.escaped(format.axisLabel(note.at) + " " + note.text)
        source += "\(index + 1). \(words)\n"
      }
    }
    if let note = chart.note { paragraph(sentence(note)) }
    let table = chart.table(in: text)
    guard !table.rows.isEmpty else { return }
    source += "\n<details><summary>\(text[.dataTable])</summary>\n"
    append(gridOf: table)
    source += "\n</details>\n"
  }

  /// The picture as a file of its own, on a light ground.
  private static func file(of svg: String, alt: String) -> String {
    guard let end = svg.firstIndex(of: ">") else { return svg }
    let ground = ChartPalette.colours.first { $0.name == "panel" }?.light ?? "#ffffff"
    let label = HTML.escaped(alt)
    return svg[..<end] + " role=\"img\" aria-label=\"\(label)\">"
      + "<rect width=\"100%\" height=\"100%\" fill=\"\(ground)\"/>"
      + svg[svg.index(after: end)...] + "\n"
  }

  private mutating func append(_ findings: [Report.Finding]) {
    source += "\n"
    for (index, finding) in findings.enumerated() {
      let word = symbol(finding.severity.tone) + " " + text.word(finding.severity)
      source += "\(index + 1). **\(word)** \(MarkdownText.escaped(plain(finding.sentence)))"
      var details = finding.evidence.map { "\($0.label) \(format.brief($0.value))" }
      if let certainty = finding.certainty { details.append("\(text[.certainty]) \(certainty)") }
      if !details.isEmpty {
        source += " (" + MarkdownText.escaped(details.joined(separator: " · ")) + ")"
      }
      source += "\n"
    }
  }

  private mutating func append(_ callout: Report.Callout) {
    let title = MarkdownText.escaped(callout.title ?? text.word(callout.tone))
    source += "\n> **\(symbol(callout.tone)) \(title)**  \n> \(sentence(callout.text))\n"
  }

  private mutating func append(_ ledger: Report.Ledger) {
    switch ledger {
    case .improvements(let rows):
      source += "\n"
      source += MarkdownText.table(
        heads: [
          text[.problem], text[.data], text[.why], text[.evidence], text[.improvement],
          text[.owner], text[.due], text[.check], text[.status],
        ], alignedRight: Array(repeating: false, count: 9), rows: rows.map(cells))
    case .stories(let stories):
      for story in stories {
        paragraph("**\(MarkdownText.escaped(story.title))**")
        source += "\n"
        for (phrase, words) in [
          (Phrase.situation, story.situation), (.task, story.task), (.action, story.action),
          (.result, plain(story.result)),
        ] {
          source += "- \(text[phrase]): \(MarkdownText.escaped(words))\n"
        }
        if let owner = story.owner {
          source += "- \(text[.owner]): \(MarkdownText.escaped(owner))\n"
        }
      }
    }
  }

  private func cells(of row: Report.Improvement) -> [String] {
    var problem = row.problem
    if let campaign = row.carriedFrom {
      problem += " (" + text(.carriedFrom, ["campaign": campaign]) + ")"
    }
    if let campaigns = row.seenIn, !campaigns.isEmpty {
      problem += " (" + text(.seenIn, ["campaigns": text.list(campaigns)]) + ")"
    }
    let whys = (row.whys + [row.rootCause].compactMap { $0 }).joined(separator: " → ")
    return [
      problem, row.data.map(plain) ?? "", whys, row.evidence.map(text.word) ?? "",
      row.improvement, row.owner ?? "", row.due.map(\.description) ?? "",
      row.checked.map(plain) ?? row.check ?? "",
    ].map(MarkdownText.escaped) + [mark(row.status)]
  }

  private mutating func appendix() {
    if !report.parameters.isEmpty {
      append(
        Report.Table(
          id: "parameters", title: text[.parameters],
          columns: [
            .init("name", text[.parameter], .text), .init("value", text[.value], .text),
          ],
          rows: report.parameters.map { .init([.text($0.name), .text($0.value)]) }))
    }
    guard !report.receipts.isEmpty else { return }
    source += "\n### \(text[.receipts])\n"
    for receipt in report.receipts {
      let label = MarkdownText.escaped(receipt.label)
      source +=
        "\n**\(label)** \(cell(receipt.value)) (\(MarkdownText.escaped(receipt.metric)))\n\n"
      var facts: [(Phrase, String)] = [(.receiptFormula, receipt.formula.text(in: report.language))]
      if let filter = receipt.filter { facts.append((.receiptFilter, filter)) }
      if let value = receipt.numerator { facts.append((.receiptNumerator, format.exact(value))) }
      if let value = receipt.denominator {
        facts.append((.receiptDenominator, format.exact(value)))
      }
      if let n = receipt.n { facts.append((.receiptRows, format.exact(.integer(n)))) }
      if let n = receipt.nMissing { facts.append((.receiptMissing, format.exact(.integer(n)))) }
      if let window = receipt.window { facts.append((.receiptWindow, format.period(window))) }
      if let version = receipt.definitionVersion { facts.append((.receiptVersion, version)) }
      for input in receipt.inputs {
        let rows = "\(text[.receiptInputRows]) \(format.exact(.integer(input.rows)))"
        facts.append((.receiptInputs, "\(input.name) · \(rows) · \(input.sha256)"))
      }
      for (phrase, words) in facts {
        source += "- \(text[phrase]): \(MarkdownText.escaped(words))\n"
      }
    }
  }
}
