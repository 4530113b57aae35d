extension HTMLPage {
  func ledger(_ ledger: Report.Ledger) -> HTML {
    switch ledger {
    case .improvements(let rows):
      "<ol class=\"improvements\">\(rows.map(improvement).joined())</ol>"
    case .stories(let stories): "<div class=\"stories\">\(stories.map(story).joined())</div>"
    }
  }

  private func improvement(_ row: Report.Improvement) -> HTML {
    var problem: HTML = "<p class=\"strong\">\(row.problem)</p>"
    if let data = row.data { problem += "<p class=\"soft\">\(sentence(data))</p>" }
    if let campaign = row.carriedFrom {
      problem += "<p class=\"soft\">\(text(.carriedFrom, ["campaign": campaign]))</p>"
    }
    if let seen = seen(row) { problem += "<p class=\"soft\">\(seen)</p>" }
    var why: HTML = ""
    if !row.whys.isEmpty {
      why += "<ol class=\"whys\">\(row.whys.map { "<li>\($0)</li>" as HTML }.joined())</ol>"
    }
    if let cause = row.rootCause {
      why += "<p><span class=\"against\">\(text[.rootCause])</span> \(cause)</p>"
    }
    var facts: [(Phrase, HTML)] = [(.status, badge(row.status))]
    if let owner = row.owner { facts.append((.owner, "\(owner)")) }
    if let due = row.due { facts.append((.due, "\(format.date(due))")) }
    if let category = row.category { facts.append((.causeCategory, "\(category)")) }
    if let evidence = row.evidence { facts.append((.evidence, "\(text.word(evidence))")) }
    if let checked = row.checked {
      facts.append((.check, sentence(checked)))
    } else if let check = row.check {
      facts.append((.check, "\(check)"))
    }
    let list = facts.map { "<div><dt>\(text[$0.0])</dt><dd>\($0.1)</dd></div>" as HTML }.joined()
    var columns: HTML = part(.problem, problem)
    if !why.source.isEmpty { columns += part(.why, why) }
    columns += part(.improvement, "<p>\(row.improvement)</p>")
    return "<li>\(columns)<dl class=\"facts\">\(list)</dl></li>"
  }

  private func seen(_ row: Report.Improvement) -> String? {
    guard let campaigns = row.seenIn, !campaigns.isEmpty else { return nil }
    return text(.seenIn, ["campaigns": text.list(campaigns)])
  }

  private func part(_ heading: Phrase, _ content: HTML) -> HTML {
    "<div class=\"part\"><p class=\"part-title\">\(text[heading])</p>\(content)</div>"
  }

  private func story(_ story: Report.Story) -> HTML {
    let parts: [(Phrase, HTML)] = [
      (.situation, "\(story.situation)"), (.task, "\(story.task)"), (.action, "\(story.action)"),
      (.result, sentence(story.result)),
    ]
    let list = parts.map { "<div><dt>\(text[$0.0])</dt><dd>\($0.1)</dd></div>" as HTML }.joined()
    let owner: HTML =
      story.owner.map {
        "<p class=\"soft\">\(text[.owner]) \($0)</p>"
      } ?? ""
    return "<article class=\"story\"><h3>\(story.title)</h3><dl>\(list)</dl>\(owner)</article>"
  }
}
