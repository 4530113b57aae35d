extension HTMLPage {
  /// The parameters, and how each figure came about.
  func appendix() -> HTML {
    var inside: HTML = ""
    if !report.parameters.isEmpty {
      inside += table(
        Report.Table(
          id: "parameters", title: text[.parameters],
          columns: [
            .init("name", text[.parameter], .text), .init("value", text[.value], .text),
          ],
          rows: report.parameters.map { .init([.text($0.name), .text($0.value)]) }))
    }
    guard !report.receipts.isEmpty else { return inside }
    inside += """
      <h3 class="group">\(text[.receipts])</h3><p class="remark">\(text[.receiptsIntroduction])</p>
      """
    let inputs = report.receipts.flatMap(\.inputs)
    let names = Dictionary(
      zip(inputs.map(\.name), inputs.map(\.name).withoutCommonFolder),
      uniquingKeysWith: { first, _ in first })
    inside += report.receipts.map { receipt($0, names) }.joined()
    var seen: Set<Report.Receipt.Input> = []
    let hashes = inputs.filter { seen.insert($0).inserted }.map { input in
      """
      <li>\(names[input.name] ?? input.name) <code class="hash">\(input.sha256)</code></li>
      """ as HTML
    }.joined()
    guard !seen.isEmpty else { return inside }
    return inside + """
      <details class="receipt"><summary>\(text[.receiptHashes])</summary>\
      <ul class="hashes">\(hashes)</ul></details>
      """
  }

  /// - Parameter names: what readers call each input.
  private func receipt(_ receipt: Report.Receipt, _ names: [String: String]) -> HTML {
    var facts: [(Phrase, HTML)] = [
      (.receiptMetric, "<code>\(receipt.metric)</code>"),
      (.receiptFormula, "\(receipt.formula.text(in: report.language))"),
    ]
    if let filter = receipt.filter { facts.append((.receiptFilter, "<code>\(filter)</code>")) }
    if let value = receipt.numerator {
      facts.append((.receiptNumerator, "\(format.exact(value))"))
    }
    if let value = receipt.denominator {
      facts.append((.receiptDenominator, "\(format.exact(value))"))
    }
    if let n = receipt.n { facts.append((.receiptRows, "\(format.exact(.integer(n)))")) }
    if let n = receipt.nMissing { facts.append((.receiptMissing, "\(format.exact(.integer(n)))")) }
    if let window = receipt.window { facts.append((.receiptWindow, "\(format.period(window))")) }
    if let version = receipt.definitionVersion {
      facts.append((.receiptVersion, "\(version)"))
    }
    if !receipt.inputs.isEmpty {
      let items = receipt.inputs.map { input in
        """
        <li>\(names[input.name] ?? input.name) · \(text[.receiptInputRows]) \
        \(format.exact(.integer(input.rows)))</li>
        """ as HTML
      }.joined()
      facts.append((.receiptInputs, "<ul>\(items)</ul>"))
    }
    let list = facts.map { "<div><dt>\(text[$0.0])</dt><dd>\($0.1)</dd></div>" as HTML }.joined()
    return """
      <details class="receipt"><summary><span>\(receipt.label)</span> \
      <b class="num">\(format.exact(receipt.value))</b></summary>\
      <dl id="\(anchor(ofReceipt: receipt.id))">\(list)</dl></details>

      """
  }
}
