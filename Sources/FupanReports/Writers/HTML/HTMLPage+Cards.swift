extension HTMLPage {
  func cards(_ list: [Report.Card]) -> HTML {
    "<div class=\"cards\">\(list.map(card).joined())</div>"
  }

  private func card(_ card: Report.Card) -> HTML {
    let short = format.brief(card.value)
    let exact = format.exact(card.value)
    // Where the short forms are the same and the values are not, the target is shown in full.
    let target = card.target.map { target in
      target != card.value && format.brief(target) == short
        ? format.exact(target) : format.brief(target)
    }
    var inside: HTML = "<h3 class=\"card-label\">\(card.label)</h3>"
    inside += "<p class=\"card-value\">\(figure(card.value, receipt: card.receipt))</p>"
    if exact != short, card.value.isShortened { inside += "<p class=\"card-exact\">\(exact)</p>" }
    if card.target != nil || card.status != nil {
      var line: HTML = ""
      if let target {
        line += "<span>\(text[.target]) <span class=\"num\">\(target)</span></span> "
      }
      if let status = card.status { line += badge(status) }
      inside += "<p class=\"card-target\">\(line)</p>"
    }
    if !card.deltas.isEmpty {
      inside += "<ul class=\"deltas\">\(card.deltas.map(delta).joined())</ul>"
    }
    if let note = card.note { inside += "<p class=\"card-note\">\(sentence(note))</p>" }
    inside += sparkline(card.sparkline)
    return "<article class=\"card\">\(inside)</article>"
  }

  private func delta(_ delta: Report.Delta) -> HTML {
    let changes = format.changes(of: delta).map { "<span class=\"num\">\($0)</span>" as HTML }
      .joined(separator: " · ")
    let isTold = delta.relative != nil || delta.points != nil
    let kind: HTML = isTold ? "change \(delta.tone.rawValue)" : "absent-value"
    let name = delta.name ?? text.word(delta.against)
    return """
      <li><span class="against">\(name)</span> \
      <span class="\(kind)">\(changes)</span></li>
      """
  }

  /// The metric over the period as a small line, gaps left open.
  private func sparkline(_ values: [Double?]) -> HTML {
    let known = values.compactMap { $0 }.filter(\.isFinite)
    guard known.count > 1, let low = known.min(), let high = known.max() else { return "" }
    func coordinate(_ number: Double) -> String {
      let tenths = Int((number * 10).rounded())
      return "\(tenths / 10).\(abs(tenths % 10))"
    }
    var path = ""
    var isDown = false
    for (index, value) in values.enumerated() {
      guard let value, value.isFinite else {
        isDown = false
        continue
      }
      let x = 2 + 116 * Double(index) / Double(max(1, values.count - 1))
      let y = high > low ? 22 - 20 * (value - low) / (high - low) : 12
      path += (isDown ? "L" : "M") + coordinate(x) + " " + coordinate(y)
      isDown = true
    }
    return """
      <svg class="spark" viewBox="0 0 120 24" preserveAspectRatio="none" role="img" \
      aria-label="\(text[.trend])"><path d="\(path)"/></svg>
      """
  }
}

extension Report.Value {
  /// Whether the short form leaves digits out that a reader may want.
  fileprivate var isShortened: Bool {
    switch self {
    case .integer, .money, .number, .ratio: true
    case .text, .points, .multiple, .date, .status, .missing, .suppressed: false
    }
  }
}
