import FupanDiagnostics

/// The visible part of the page, rendered from a report.
struct HTMLPage {
  let report: Report
  let format: ReportFormat
  let text: ReportText
  private(set) var header: HTML = ""
  private(set) var contents: HTML = ""
  private(set) var body: HTML = ""
  /// The receipts that the page shows, and so may be linked to.
  private let receipts: Set<String>

  init(_ report: Report, hasLiveCharts: Bool) throws(Problems) {
    self.report = report
    self.format = ReportFormat(
      language: report.language, currency: report.currency, rounding: report.rounding ?? .halfUp)
    self.text = ReportText(report.language)
    self.receipts =
      report.sections.contains { $0.kind == .appendix }
      ? Set(report.receipts.map { $0.id }) : []
    self.header = masthead()
    self.contents = contentsList()
    let widths = DrawnChart.widths
    let drawn = try DrawnChart.all(
      of: report, format: format, widths: [widths.narrow, widths.wide])
    for (index, section) in report.sections.enumerated() {
      body += try rendered(section, number: index + 1, drawn[index], hasLiveCharts)
    }
  }

  /// The heading of a section.
  func title(of section: Report.Section) -> String { section.title ?? text.title(of: section.kind) }

  private func contentsList() -> HTML {
    let items: HTML = report.sections.map {
      "<li><a href=\"#\($0.kind.rawValue)\">\(title(of: $0))</a></li>"
    }.joined()
    return "<p class=\"contents-title\">\(text[.contents])</p><ol>\(items)</ol>"
  }

  private func masthead() -> HTML {
    var facts: [(String, HTML)] = [
      (text[.labelPeriod], "\(format.period(report.period))"),
      (text[.labelAsOf], "\(format.date(report.asOf))"),
    ]
    if let baseline = report.baseline {
      facts.append((text[.labelBaseline], "\(format.period(baseline))"))
    }
    facts.append((text[.labelCurrency], "\(report.currency)"))
    if let zone = report.timeZone { facts.append((text[.labelTimeZone], "\(zone)")) }
    facts.append(
      (
        text[.labelGeneratedAt],
        "<time title=\"\(report.generatedAt)\">\(format.minute(report.generatedAt))</time>"
      ))
    let list = facts.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as HTML }.joined()
    let partial: HTML = text.partial(report).map { "<p class=\"absent\">\($0)</p>" } ?? ""
    return """
      <p class="kind">\(text[.documentKind]) \(state)</p>
      <h1>\(report.title)</h1>
      <dl class="facts">\(list)</dl>\(partial)
      """
  }

  private var state: HTML {
    switch report.state {
    case .final: return "<span class=\"badge neutral\">\(icon(.good))\(text[.stateFinal])</span>"
    case .running(let progress):
      let percent = format.exact(.ratio(progress))
      return """
        <span class="badge neutral">\(icon(.neutral))\(text[.stateRunning])</span>
        <span class="progress">\(text[.timeProgress]) \(percent)\
        <span class="track"><span class="fill" style="width:\(HTMLPage.width(progress))"></span>\
        </span></span>
        """
    }
  }

  private func rendered(
    _ section: Report.Section, number: Int, _ drawn: [DrawnChart?], _ hasLiveCharts: Bool
  ) throws(Problems) -> HTML {
    let id = section.kind.rawValue
    var inside: HTML = """
      <h2 id="h-\(id)"><span class="number" aria-hidden="true">\(number)</span>\
      \(title(of: section))</h2>
      """
    if let note = section.note { inside += "<p class=\"remark\">\(sentence(note))</p>" }
    if !section.missing.isEmpty {
      let phrase: Phrase = section.blocks.isEmpty ? .sectionMissing : .sectionPartlyMissing
      inside += "<p class=\"absent\">\(text(phrase, ["inputs": text.inputs(section.missing)]))</p>"
    }
    var isFirst = true
    var group: String?
    for (block, drawn) in zip(section.blocks, drawn) {
      switch block {
      case .prose(let words):
        let kind = section.kind == .verdict && isFirst ? "lead" : "prose"
        inside += "<p class=\"\(kind)\">\(sentence(words))</p>"
      case .heading(let words):
        inside += "<h3 class=\"group\">\(words)</h3>"
        group = words
      case .cards(let list): inside += cards(list)
      case .table(let table): inside += self.table(table, isTitled: table.title != group)
      case .chart(let chart): inside += try self.chart(chart, drawn, hasLiveCharts)
      case .findings(let list): inside += findings(list)
      case .ledger(let list): inside += ledger(list)
      case .callout(let callout): inside += self.callout(callout)
      }
      isFirst = false
    }
    if section.kind == .appendix { inside += appendix() }
    return """
      <section id="\(id)" class="section \(id)" aria-labelledby="h-\(id)">\(inside)</section>

      """
  }

  /// Words with their values formatted in short, the exact ones on hover.
  func sentence(_ sentence: Report.Sentence) -> HTML {
    sentence.spans.map { span in
      switch span {
      case .words(let words): "\(words)"
      case .value(let value, let receipt):
        figure(value, as: format.written(value, in: sentence), receipt: receipt)
      }
    }.joined()
  }

  /// A value in short, leading to its receipt, the exact one on hover.
  func figure(_ value: Report.Value, receipt: String?) -> HTML {
    figure(value, as: format.brief(value), receipt: receipt)
  }

  private func figure(_ value: Report.Value, as short: String, receipt: String?) -> HTML {
    if case .status(let status) = value { return badge(status) }
    let exact = format.exact(value)
    let hover: HTML = exact == short ? "" : " title=\"\(exact)\""
    if let receipt, receipts.contains(receipt) {
      return "<a class=\"figure\" href=\"#\(anchor(ofReceipt: receipt))\"\(hover)>\(short)</a>"
    }
    if case .text(let words) = value { return "\(words)" }
    return "<span class=\"num\(absence(value))\"\(hover)>\(short)</span>"
  }

  /// The class of a value that is not there.
  func absence(_ value: Report.Value) -> HTML {
    switch value {
    case .missing, .suppressed: " absent-value"
    default: ""
    }
  }

  /// The anchor of a receipt: its place in the list, since ids are anybody's text.
  func anchor(ofReceipt id: String) -> String {
    "receipt-\((report.receipts.firstIndex { $0.id == id } ?? 0) + 1)"
  }

  /// Whether the page shows the receipt.
  func shows(receipt id: String?) -> Bool { id.map(receipts.contains) ?? false }

  func badge(_ status: Report.Status) -> HTML {
    "<span class=\"badge \(status.tone.rawValue)\">\(icon(status.tone))\(text.word(status))</span>"
  }

  /// The symbol of a tone, beside a word that says the same.
  func icon(_ tone: Report.Tone) -> HTML {
    "<svg class=\"icon\" aria-hidden=\"true\"><use href=\"#icon-\(tone.rawValue)\"/></svg>"
  }

  /// A share as a CSS width.
  static func width(_ share: Double) -> String {
    let bounded = share.isFinite ? min(1, max(0, share)) : 0
    let tenths = Int((bounded * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10)%"
  }
}
