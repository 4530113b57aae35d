extension HTMLPage {
  func findings(_ list: [Report.Finding]) -> HTML {
    let kind: HTML = list.count > 1 ? "findings numbered" : "findings"
    return "<ol class=\"\(kind)\">\(list.map(finding).joined())</ol>"
  }

  private func finding(_ finding: Report.Finding) -> HTML {
    let tone = finding.severity.tone
    var inside: HTML = """
      <p class="finding-sentence"><span class="badge \(tone.rawValue)">\(icon(tone))\
      \(text.word(finding.severity))</span> \(sentence(finding.sentence))</p>
      """
    var details = finding.evidence.map { evidence in
      """
      <span class="evidence"><span class="against">\(evidence.label)</span> \
      \(figure(evidence.value, receipt: evidence.receipt))</span>
      """ as HTML
    }
    if let certainty = finding.certainty {
      details.append(
        "<span class=\"evidence\"><span class=\"against\">\(text[.certainty])</span> \(certainty)</span>"
      )
    }
    if let kind = finding.section, let section = report.sections.first(where: { $0.kind == kind }) {
      let words = text(.whereToLook, ["section": title(of: section)])
      details.append("<a class=\"look\" href=\"#\(kind.rawValue)\">\(words)</a>")
    }
    if !details.isEmpty { inside += "<p class=\"finding-evidence\">\(details.joined())</p>" }
    return "<li class=\"finding \(tone.rawValue)\">\(inside)</li>"
  }

  func callout(_ callout: Report.Callout) -> HTML {
    """
    <aside class="callout \(callout.tone.rawValue)"><p class="callout-title">\(icon(callout.tone))\
    \(callout.title ?? text.word(callout.tone))</p><p>\(sentence(callout.text))</p></aside>
    """
  }
}
