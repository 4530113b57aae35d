extension Report {
  /// Withholds a group of people in every table that counts them by it once one table withholds it,
  /// and those who would give it away there; charts of the same rows lose it too.
  ///
  /// One map for the whole report (Hundepool et al. 2012, "Statistical Disclosure Control"): what
  /// HTML, workbook, JSON and Markdown show is decided before they are written.
  package mutating func shareSuppression() {
    var withheld: Set<Group> = []
    while true {
      let known = withheld.count
      for section in sections {
        for case .table(let table) in section.blocks { withheld.formUnion(table.withheldGroups) }
      }
      guard withheld.count > known else { break }
      forEachTable { $0.withhold(withheld) }
    }
    guard !withheld.isEmpty else { return }
    for index in sections.indices { sections[index].hideInCharts(withheld) }
  }

  /// A group of people: the channel 社群.
  struct Group: Hashable {
    let dimension: String
    let name: String
  }

  private mutating func forEachTable(_ change: (inout Table) -> Void) {
    for section in sections.indices {
      for block in sections[section].blocks.indices {
        guard case .table(var table) = sections[section].blocks[block] else { continue }
        change(&table)
        sections[section].blocks[block] = .table(table)
      }
    }
  }
}

extension Report.Section {
  fileprivate mutating func hideInCharts(_ withheld: Set<Report.Group>) {
    let counts = blocks.compactMap { block in
      if case .table(let table) = block { table.people } else { nil }
    }
    for index in blocks.indices {
      guard case .chart(var chart) = blocks[index],
        let people = counts.first(where: { chart.id.hasPrefix($0.dataset + "_") })
      else { continue }
      func isShown(_ name: String) -> Bool {
        !withheld.contains(Report.Group(dimension: people.dimension, name: name))
      }
      switch chart.kind {
      case .bars(var bars):
        let kept = bars.categories.indices.filter { isShown(bars.categories[$0]) }
        for series in bars.series.indices {
          let values = bars.series[series].values
          bars.series[series].values = kept.filter(values.indices.contains).map { values[$0] }
        }
        bars.categories = kept.map { bars.categories[$0] }
        chart.kind = .bars(bars)
      case .intervals(var intervals):
        intervals.rows = intervals.rows.filter { isShown($0.name) }
        chart.kind = .intervals(intervals)
      default: continue
      }
      blocks[index] = .chart(chart)
    }
  }
}

extension Report.Table {
  /// Where names and counts stand, in a table that counts people.
  private var places: (group: Int, count: Int)? {
    guard let people, let group = columns.firstIndex(where: { $0.id == people.group }),
      let count = columns.firstIndex(where: { $0.id == people.count })
    else { return nil }
    return (group, count)
  }

  private func name(_ row: Row, _ place: Int) -> String? {
    if case .text(let name) = row.cells[place], !row.isTotal { name } else { nil }
  }

  /// The groups that this table withholds.
  fileprivate var withheldGroups: Set<Report.Group> {
    guard let people, let places else { return [] }
    return Set(
      rows.filter { $0.cells[places.count] == .suppressed }
        .compactMap { name($0, places.group) }
        .map { Report.Group(dimension: people.dimension, name: $0) })
  }

  /// Withholds these groups, and more where its total would give one away.
  fileprivate mutating func withhold(_ withheld: Set<Report.Group>) {
    guard let people, let places else { return }
    for index in rows.indices {
      guard let name = name(rows[index], places.group),
        withheld.contains(Report.Group(dimension: people.dimension, name: name))
      else { continue }
      withholdRow(index, except: places.group)
    }
    while let next = nextGivenAway(people, places) { withholdRow(next, except: places.group) }
  }

  private mutating func withholdRow(_ index: Int, except group: Int) {
    for cell in rows[index].cells.indices where cell != group {
      if case .text = rows[index].cells[cell] { continue }
      rows[index].cells[cell] = .suppressed
    }
  }

  /// The smallest group that has to go as well, because the withheld ones could be told from the
  /// total: there is only one of them, or together they are too few.
  private func nextGivenAway(
    _ people: PeopleCounts, _ places: (group: Int, count: Int)
  ) -> Int? {
    let own = rows.indices.filter { !rows[$0].isTotal }
    let hidden = own.filter { rows[$0].cells[places.count] == .suppressed }
    guard !hidden.isEmpty else { return nil }
    let shown = own.compactMap { index -> (index: Int, count: Int)? in
      guard case .integer(let count) = rows[index].cells[places.count] else { return nil }
      return (index, count)
    }
    let total = rows.first { $0.isTotal }.flatMap { row -> Int? in
      if case .integer(let count) = row.cells[places.count] { count } else { nil }
    }
    let rest = total.map { $0 - shown.reduce(0) { $0 + $1.count } }
    let isSafe = hidden.count >= 2 && rest.map { $0 >= people.minimum } ?? true
    guard !isSafe else { return nil }
    return shown.filter { $0.count > 0 }
      .min { ($0.count, $0.index) < ($1.count, $1.index) }?.index
  }
}
