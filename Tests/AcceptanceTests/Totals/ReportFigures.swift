import Foundation

/// Every figure of a `report.json`, by name: `cards`, `table people_tiers_tiers`, `receipts` …
struct ReportFigures {
  private(set) var byName: [String: ReportFigure] = [:]
  private(set) var receiptsAgree = true

  init(_ json: Data) throws {
    guard let report = try JSONSerialization.jsonObject(with: json) as? [String: Any] else {
      throw CocoaError(.fileReadCorruptFile)
    }
    var told: Set<String> = []
    for section in objects(report["sections"]) {
      let kind = text(section["kind"])
      var paragraphs = 0
      for block in objects(section["blocks"]) {
        if let cards = block["cards"] { add(cards: objects(cards)) }
        if let table = block["table"] as? [String: Any] { add(table: table) }
        if let chart = block["chart"] as? [String: Any] { add(chart: chart) }
        for finding in objects(block["findings"]) {
          let values = values(finding["sentence"])
          let place = (finding["section"] as? String) ?? kind
          let isLead = words(finding["sentence"]).contains("最值得改进")
          // The verdict repeats what its sections say.
          if told.insert("\(place) \(values)").inserted {
            add(values, to: unused("finding " + (isLead ? "lead" : place)))
          }
        }
        if let prose = block["prose"] {
          paragraphs += 1
          let values = values(prose)
          if !values.isEmpty { add(values, to: "prose \(kind) \(paragraphs)") }
        }
      }
    }
    let receipts = objects(report["receipts"])
    byName["receipts"] = ReportFigure(
      rows: receipts.map { receipt in
        [.exact(text(receipt["id"]))]
          + ["value", "numerator", "denominator"].map { cell(receipt[$0]) }
          + [.exact(text(receipt["n"]))]
      })
    let known = Dictionary(
      receipts.map { (text($0["id"]), cell($0["value"])) }, uniquingKeysWith: { first, _ in first })
    checkReferences(in: report, known)
  }

  /// What stands beside the name of a receipt is what the receipt says.
  private mutating func checkReferences(in node: Any, _ known: [String: ReportFigure.Cell]) {
    if let object = node as? [String: Any] {
      if let id = object["receipt"] as? String, let value = object["value"] {
        if known[id] != cell(value) { receiptsAgree = false }
      }
      for child in object.values { checkReferences(in: child, known) }
    }
    if let list = node as? [Any] {
      for child in list { checkReferences(in: child, known) }
    }
  }

  private mutating func add(cards: [[String: Any]]) {
    var rows: [[ReportFigure.Cell]] = []
    for card in cards {
      let name = text(card["metric"])
      let deltas = objects(card["deltas"])
      let against = ["target", "baseline"].map { side in
        number(deltas.first { text($0["against"]) == side }?["relative"])
      }
      rows.append([.exact(name), cell(card["value"]), cell(card["target"])] + against)
      if let line = card["sparkline"] as? [Any], !line.isEmpty {
        byName["sparkline \(name)"] = ReportFigure(rows: line.map { [number($0)] })
      }
    }
    byName["cards"] = ReportFigure(rows: rows)
  }

  private mutating func add(table: [String: Any]) {
    byName["table " + text(table["id"])] = ReportFigure(
      columns: objects(table["columns"]).map { text($0["id"]) },
      rows: objects(table["rows"]).map { row in objects(row["cells"]).map { cell($0) } })
  }

  private mutating func add(_ values: [ReportFigure.Cell], to name: String) {
    let columns = values.indices.map { "v\($0 + 1)" }
    byName[name, default: ReportFigure(columns: columns, rows: [])].rows.append(values)
  }

  /// The name itself, or with a number for what is found next in the same place; alerts and what is
  /// worth working on stand together.
  private func unused(_ name: String) -> String {
    var (found, number) = (name, 1)
    while name != "finding next", name != "finding lead", byName[found] != nil {
      number += 1
      found = "\(name) \(number)"
    }
    return found
  }

  private mutating func add(chart: [String: Any]) {
    guard let kinds = chart["kind"] as? [String: Any], let kind = kinds.keys.first,
      let content = kinds[kind] as? [String: Any]
    else { return }
    var rows: [[ReportFigure.Cell]] = []
    switch kind {
    case "lines", "bars":
      let along = texts(content[kind == "lines" ? "along" : "categories"])
      for series in objects(content["series"]) {
        for (place, value) in zip(along, objects(series["values"])) {
          rows.append([.exact(place), .exact(text(series["name"])), cell(value)])
        }
      }
    case "heat":
      for (row, values) in zip(texts(content["rows"]), content["values"] as? [Any] ?? []) {
        for (column, value) in zip(texts(content["columns"]), objects(values)) {
          rows.append([.exact(row), .exact(column), cell(value)])
        }
      }
    case "tree":
      if let root = content["root"] as? [String: Any] { add(root, above: "", to: &rows) }
      let width = rows.map { $0.count }.max() ?? 0
      rows = rows.map { $0 + Array(repeating: .exact(""), count: width - $0.count) }
    case "waterfall":
      rows = objects(content["steps"]).map { [.exact(text($0["name"])), cell($0["value"])] }
    case "funnel":
      rows = objects(content["steps"]).map { step in
        [.exact(text(step["name"]))]
          + ["count", "from_first", "from_previous"].map { cell(step[$0]) }
      }
    case "intervals":
      rows = objects(content["rows"]).map {
        [.exact(text($0["name"])), cell($0["estimate"]), cell($0["n"])]
      }
    case "cohorts":
      for cohort in objects(content["cohorts"]) {
        for (age, value) in objects(cohort["values"]).enumerated() {
          rows.append(
            [.exact(text(cohort["name"])), .exact("\(age)"), cell(cohort["size"]), cell(value)])
        }
      }
    default: rows = [[.exact("a chart of a kind that nobody compares: \(kind)")]]
    }
    byName["chart " + text(chart["id"])] = ReportFigure(rows: rows)
  }

  private func add(
    _ node: [String: Any], above: String, to rows: inout [[ReportFigure.Cell]]
  ) {
    let path = above.isEmpty ? text(node["label"]) : above + " › " + text(node["label"])
    let more = ["share", "change"].compactMap { node[$0] }.map { cell($0) }
    rows.append([.exact(path), cell(node["value"])] + more)
    for part in objects(node["parts"]) { add(part, above: path, to: &rows) }
  }

  /// The values among the words of a sentence.
  private func values(_ sentence: Any?) -> [ReportFigure.Cell] {
    objects(sentence).compactMap { $0["value"] }.map { cell($0) }
  }

  /// The words of a sentence, without its values.
  private func words(_ sentence: Any?) -> String {
    objects(sentence).map { text($0["words"]) }.joined()
  }

  private func cell(_ value: Any?) -> ReportFigure.Cell {
    guard let value = value as? [String: Any] else { return .exact("") }
    if let part = value["numerator"], let whole = value["denominator"] {
      return .exact("\(text(part))/\(text(whole))")
    }
    for key in ["ratio", "multiple", "points", "number"] {
      if let found = value[key] { return number(found) }
    }
    for key in ["money", "integer", "date", "text", "status"] {
      if let found = value[key] { return .exact(text(found)) }
    }
    return value["suppressed"] == nil ? .exact("") : .withheld
  }

  private func number(_ value: Any?) -> ReportFigure.Cell {
    (value as? Double).map { .double($0) } ?? .exact("")
  }

  private func text(_ value: Any?) -> String {
    if let value = value as? String { return value }
    return (value as? Int).map { "\($0)" } ?? ""
  }

  private func texts(_ value: Any?) -> [String] { value as? [String] ?? [] }

  private func objects(_ value: Any?) -> [[String: Any]] { value as? [[String: Any]] ?? [] }
}
