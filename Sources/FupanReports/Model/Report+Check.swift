import FupanDiagnostics

extension Report {
  /// Refuses a report that contradicts itself: a row of the wrong width, a series of the wrong
  /// length, a name used twice.
  package func check() throws(Problems) {
    var found: [Diagnostic] = []
    func refuse(_ reason: String) {
      found.append(Diagnostic(.reportInconsistent, ["reason": .text(reason)]))
    }
    for name in Report.repeated(sections.map { $0.kind.rawValue }) {
      refuse("two sections are called '\(name)'")
    }
    for id in Report.repeated(receipts.map { $0.id }) { refuse("two receipts are called '\(id)'") }
    var names: [String] = []
    for section in sections {
      for block in section.blocks {
        switch block {
        case .table(let table):
          names.append(table.id)
          Report.mismatches(in: table).forEach(refuse)
        case .chart(let chart):
          names.append(chart.id)
          Report.mismatches(in: chart).forEach(refuse)
        case .prose, .heading, .cards, .findings, .ledger, .callout: break
        }
      }
    }
    for name in names where !Report.isStableName(name) {
      refuse("'\(name)' is no name for a file: letters, digits, '_' and '-' only")
    }
    for name in Report.repeated(names) { refuse("two tables or charts are called '\(name)'") }
    try Problems.throwIfAny(found)
  }

  /// Names become file names and anchors, so they hold nothing that either would have to escape.
  private static func isStableName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 100
      && name.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
        default: false
        }
      }
  }

  private static func repeated(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    var repeated: [String] = []
    for name in names where !seen.insert(name).inserted && !repeated.contains(name) {
      repeated.append(name)
    }
    return repeated
  }

  private static func mismatches(in table: Table) -> [String] {
    table.rows.indices.compactMap { index in
      let cells = table.rows[index].cells.count
      guard cells != table.columns.count else { return nil }
      return
        "row \(index + 1) of table '\(table.id)' has \(cells) cells for \(table.columns.count) columns"
    }
  }

  private static func mismatches(in chart: Chart) -> [String] {
    func lengths(_ series: [Chart.Series], _ count: Int) -> [String] {
      series.compactMap {
        guard $0.values.count != count else { return nil }
        return
          "series '\($0.name)' of chart '\(chart.id)' has \($0.values.count) values for \(count)"
      }
    }
    switch chart.kind {
    case .bars(let bars): return lengths(bars.series, bars.categories.count)
    case .lines(let lines):
      var found = lengths(lines.series, lines.along.count)
      if let band = lines.band {
        found += lengths(
          [.init(band.name, band.lower), .init(band.name, band.upper)], lines.along.count)
      }
      return found
    case .multiples(let multiples): return lengths(multiples.groups, multiples.along.count)
    case .heat(let heat):
      guard heat.values.count == heat.rows.count else {
        return ["chart '\(chart.id)' has \(heat.values.count) rows for \(heat.rows.count)"]
      }
      return lengths(
        zip(heat.rows, heat.values).map { Chart.Series($0, $1) }, heat.columns.count)
    case .cohorts(let cohorts):
      return cohorts.cohorts.compactMap {
        guard $0.values.count > cohorts.periods.count else { return nil }
        return "cohort '\($0.name)' of chart '\(chart.id)' has more values than there are periods"
      }
    case .quadrants(let quadrants):
      return quadrants.fields.isEmpty || quadrants.fields.count == 4
        ? [] : ["chart '\(chart.id)' names \(quadrants.fields.count) fields; there are four"]
    case .funnel, .waterfall, .tree, .intervals, .fishbone: return []
    }
  }
}
