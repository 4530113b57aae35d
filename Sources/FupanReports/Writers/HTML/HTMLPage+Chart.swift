import FupanDiagnostics

extension HTMLPage {
  func chart(
    _ chart: Report.Chart, _ drawn: DrawnChart?, _ hasLiveCharts: Bool
  ) throws(Problems) -> HTML {
    let caption = "c-\(chart.id)"
    var inside: HTML = "<h3 id=\"\(caption)\">\(chart.title)</h3>"
    if let subtitle = chart.subtitle { inside += "<p class=\"sub\">\(subtitle)</p>" }
    inside = "<figcaption>\(inside)</figcaption>"
    if case .tree(let tree) = chart.kind, chart.drawsSomething {
      inside +=
        "<p class=\"only-heard\">\(chart.alt)</p><ul class=\"tree\">\(node(tree.root, isRoot: true))</ul>"
    } else if let drawn {
      let pictures = zip(["narrow", "wide"], drawn.pictures).map { name, picture in
        "<div class=\"still \(name)\">\(HTMLPage.inline(picture))</div>" as HTML
      }.joined()
      inside += """
        <div class="drawing" role="img" aria-label="\(chart.alt)">\(pictures)</div>
        """
      if hasLiveCharts {
        let json = try HTMLPage.island(drawn.drawing.json(named: chart.id))
        inside += "<script type=\"application/json\" class=\"drawing-data\">\(json)</script>"
      }
    } else {
      inside += "<p class=\"absent\">\(text[.chartOfNothing])</p>"
    }
    if case .lines(let lines) = chart.kind, !lines.annotations.isEmpty {
      let notes = lines.annotations.map { note in
        "<li><b>\(format.axisLabel(note.at))</b> \(note.text)</li>" as HTML
      }.joined()
      inside += "<ol class=\"chart-notes\">\(notes)</ol>"
    }
    if let note = chart.note { inside += "<p class=\"note\">\(sentence(note))</p>" }
    let table = chart.table(in: text).withoutEmptyColumns
    if !table.rows.isEmpty {
      inside += """
        <details class="data"><summary>\(text[.dataTable])</summary>\
        \(grid(of: table, labelledBy: caption))</details>
        """
    }
    return "<figure class=\"chart\">\(inside)</figure>\n"
  }

  /// The drawing's `<svg>` in the page's colours, as wide as its place.
  private static func inline(_ svg: String) -> HTML {
    var source = ChartPalette.withVariables(svg)
    if let end = source.firstIndex(of: ">") {
      var head = String(source[..<end])
      for name in ["width", "height", "font-family"] {
        if let start = head.range(of: " \(name)=\""),
          let close = head[start.upperBound...].firstIndex(of: "\"")
        {
          head.removeSubrange(start.lowerBound...close)
        }
      }
      for noise in [
        " xmlns=\"http://www.w3.org/2000/svg\"", " xmlns:xlink=\"http://www.w3.org/1999/xlink\"",
        " version=\"1.1\"", " baseProfile=\"full\"",
      ] {
        if let range = head.range(of: noise) { head.removeSubrange(range) }
      }
      source = head + " aria-hidden=\"true\"" + source[end...]
    }
    return HTML(markup: source)
  }

  /// JSON that cannot end the element it stands in.
  private static func island(_ json: String) -> HTML {
    HTML(
      markup: json.replacing("<", with: "\\u003c").replacing(">", with: "\\u003e")
        .replacing("&", with: "\\u0026"))
  }

  private func node(_ node: Report.Chart.Tree.Node, isRoot: Bool = false) -> HTML {
    var line: HTML = """
      <span class="tree-label">\(node.label)</span> \
      <span class="tree-value">\(format.exact(node.value))</span>
      """
    if let share = node.share {
      if let part = share.plotted, part >= 0 {
        line += """
           <span class="track"><span class="fill" style="width:\(HTMLPage.width(part))"></span>\
          </span>
          """
      }
      line += " <span class=\"tree-share\">\(format.exact(share))</span>"
    }
    if let change = node.change {
      line += " <span class=\"tree-change\">\(format.signedBrief(change))</span>"
    }
    guard !node.parts.isEmpty else { return "<li><div class=\"tree-line\">\(line)</div></li>" }
    // Said once; further down the signs between the parts say it.
    if isRoot {
      let made: Phrase = node.joined == .multiplied ? .multipliedParts : .addedParts
      line += " <span class=\"tree-made\">\(text[made])</span>"
    }
    let parts = node.parts.map { self.node($0) }.joined()
    return """
      <li><div class="tree-line">\(line)</div>\
      <ul class="\(node.joined.rawValue)">\(parts)</ul></li>
      """
  }
}
