import FupanDiagnostics

extension Notice {
  /// What is sent: one line of JSON for a robot, headers and body for a mail.
  ///
  /// Whatever does not fit is left out by whole lines, from the end, and counted.
  package func payload(for platform: NoticePlatform, as form: NoticePlatform.Form? = nil) -> String
  {
    let form = form ?? platform.usualForm
    let most =
      switch platform.limit(form) {
      case .words(let limit), .payload(let limit): limit
      }
    // What is too long by itself need not be tried.
    var kept = 0
    var bytes = 0
    for line in lines {
      bytes += line.words.utf8.count
      if bytes > most { break }
      kept += 1
    }
    while kept > 1 {
      let words = words(kept, form)
      let payload = Notice.payload(words, titled: title, for: platform, form, language)
      let fits =
        switch platform.limit(form) {
        case .words(let limit): words.utf8.count <= limit
        case .payload(let limit): payload.utf8.count <= limit
        }
      if fits { return payload }
      kept -= 1
    }
    return Notice.payload(words(1, form), titled: title, for: platform, form, language)
  }

  /// The first lines, and how many are left out.
  private func words(_ kept: Int, _ form: NoticePlatform.Form) -> String {
    var shown = Array(lines.prefix(kept))
    // A heading without what it heads says nothing.
    if kept < lines.count, shown.count > 1, case .heading = shown.last?.kind { shown.removeLast() }
    let left = lines.count - shown.count
    if left > 0 {
      shown.append(NoticeLine(.plain, NoticeWords(language: language, currency: "").more(left)))
    }
    return shown.map { $0.text(form) }.joined(separator: form == .markdown ? "\n\n" : "\n")
  }

  private static func payload(
    _ words: String, titled title: String, for platform: NoticePlatform,
    _ form: NoticePlatform.Form, _ language: Language
  ) -> String {
    func object(_ type: String, _ kind: String, _ fields: [(String, String)]) -> String {
      let content = JSONText.object(fields.map { ($0.0, JSONText.string($0.1)) })
      return JSONText.object([(type, JSONText.string(kind)), (kind, content)]) + "\n"
    }
    switch (platform, form) {
    case (.wecom, .markdown): return object("msgtype", "markdown", [("content", words)])
    case (.dingtalk, .markdown):
      return object("msgtype", "markdown", [("title", title), ("text", words)])
    case (.wecom, .text), (.dingtalk, .text): return object("msgtype", "text", [("content", words)])
    case (.feishu, .text):
      let content = JSONText.object([("text", JSONText.string(words))])
      return JSONText.object([("msg_type", JSONText.string("text")), ("content", content)]) + "\n"
    case (.feishu, .markdown):
      let element = JSONText.object([
        ("tag", JSONText.string("markdown")), ("content", JSONText.string(words)),
      ])
      let card = JSONText.object([("elements", JSONText.array([element]))])
      return JSONText.object([("msg_type", JSONText.string("interactive")), ("card", card)]) + "\n"
    case (.mail, _): return MailText.message(subject: title, body: words, language)
    }
  }
}
