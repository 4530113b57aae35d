extension Report {
  /// Withholds a group of people in every table that counts them once one table withholds it, and
  /// those who would give it away there; charts of the same rows lose it too.
  ///
  /// One map for the whole report (Hundepool et al. 2012, "Statistical Disclosure Control"), keyed by
  /// what people have in common: who is withheld as "社群" is withheld as "社群, satisfied" too, and
  /// "社群, satisfied" is the same cell in every table. What HTML, workbook, JSON and Markdown show is
  /// decided before they are written.
  package mutating func shareSuppression() {
    var withheld: Set<Set<Group>> = []
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
  fileprivate mutating func hideInCharts(_ withheld: Set<Set<Report.Group>>) {
    let counts = blocks.compactMap { block in
      if case .table(let table) = block { table.people } else { nil }
    }
    for index in blocks.indices {
      guard case .chart(var chart) = blocks[index] else { continue }
      let dimensions = counts.filter { chart.id.hasPrefix($0.dataset + "_") }.map { $0.dimension }
      if dimensions.isEmpty { continue }
      func isShown(_ name: String) -> Bool {
        !dimensions.contains { withheld.contains([Report.Group($0, name)]) }
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
      case .lines(var lines):
        lines.series = lines.series.filter { isShown($0.name) }
        chart.kind = .lines(lines)
      case .cohorts(var triangle):
        for row in triangle.cohorts.indices where !isShown(triangle.cohorts[row].name) {
          triangle.cohorts[row].size = .suppressed
          triangle.cohorts[row].values = triangle.cohorts[row].values.map { _ in .suppressed }
        }
        chart.kind = .cohorts(triangle)
      default: continue
      }
      blocks[index] = .chart(chart)
    }
  }
}

extension Report.Table {
  /// A column that counts people, by its place.
  private struct Place {
    let index: Int
    let part: Report.Group?
    let total: Int?
    let dependents: [Int]
  }

  /// Where names and counts stand, in a table that counts people.
  private struct Places {
    let people: PeopleCounts
    let group: Int
    let within: [Int]
    let counts: [Place]
  }

  private var places: Places? {
    func index(_ id: String) -> Int? { columns.firstIndex { $0.id == id } }
    guard let people, let group = index(people.group) else { return nil }
    let counts = people.counts.compactMap { count in
      index(count.column).map {
        Place(
          index: $0, part: count.part, total: count.total,
          dependents: count.dependents.compactMap(index))
      }
    }
    return counts.isEmpty
      ? nil
      : Places(
        people: people, group: group, within: people.within.compactMap(index), counts: counts)
  }

  /// What the people of a row have in common; nothing for the total of all.
  private func key(_ row: Row, _ places: Places) -> Set<Report.Group> {
    var key = Set(
      places.within.map { place -> Report.Group in
        if case .text(let name) = row.cells[place] { return Report.Group(columns[place].id, name) }
        return Report.Group(columns[place].id, String(describing: row.cells[place]))
      })
    if case .text(let name) = row.cells[places.group], !row.isTotal {
      key.insert(Report.Group(places.people.dimension, name))
    }
    return key
  }

  /// The groups that this table withholds.
  fileprivate var withheldGroups: Set<Set<Report.Group>> {
    guard let places else { return [] }
    var groups: Set<Set<Report.Group>> = []
    for row in rows {
      let own = key(row, places)
      for count in places.counts where row.cells[count.index] == .suppressed {
        groups.insert(own.union(count.part.map { [$0] } ?? []))
      }
    }
    groups.remove([])
    return groups
  }

  /// Withholds these groups, and more where a total would give one away.
  fileprivate mutating func withhold(_ withheld: Set<Set<Report.Group>>) {
    guard let places else { return }
    func isWithheld(_ key: Set<Report.Group>) -> Bool {
      key.subsets.contains { withheld.contains($0) }
    }
    for index in rows.indices {
      let own = key(rows[index], places)
      if isWithheld(own) { withholdRow(index, places) }
      for count in places.counts {
        if let part = count.part, isWithheld(own.union([part])) { withholdCell(index, count) }
      }
    }
    while withholdNext(places) {}
  }

  private mutating func withholdRow(_ index: Int, _ places: Places) {
    for cell in rows[index].cells.indices where cell != places.group {
      if case .text = rows[index].cells[cell] { continue }
      if places.within.contains(cell) { continue }
      rows[index].cells[cell] = .suppressed
    }
  }

  private mutating func withholdCell(_ row: Int, _ count: Place) {
    for cell in [count.index] + count.dependents {
      if case .text = rows[row].cells[cell] { continue }
      rows[row].cells[cell] = .suppressed
    }
  }

  /// Withholds one more, because what is withheld could be told from a total: there is only one of
  /// them, or together they are too few. False once nothing can be told.
  private mutating func withholdNext(_ places: Places) -> Bool {
    for list in lists(places) {
      let own = list.filter { !rows[$0].isTotal }
      let total = list.first { rows[$0].isTotal }
      for count in places.counts where isGivenAway(count, own, total, places.people) {
        let shown = own.compactMap { row in self.count(row, count).map { (count: $0, row: row) } }
          .filter { $0.count > 0 }
        if let next = shown.min(by: { $0 < $1 })?.row {
          if count.part == nil || places.people.addsUp {
            withholdRow(next, places)
          } else {
            withholdCell(next, count)
          }
          return true
        }
        if let total, rows[total].cells[count.index] != .suppressed {
          withholdCell(total, count)
          return true
        }
      }
    }
    return places.people.addsUp && withholdNextPart(places)
  }

  /// Whether the withheld counts of a column can be told from its total.
  private func isGivenAway(
    _ count: Place, _ own: [Int], _ total: Int?, _ people: PeopleCounts
  ) -> Bool {
    let hidden = own.count { rows[$0].cells[count.index] == .suppressed }
    if hidden == 0 { return false }
    if let total, rows[total].cells[count.index] == .suppressed { return false }
    let whole = total.flatMap { self.count($0, count) } ?? count.total
    if whole == nil, count.part != nil, total == nil { return false }
    if hidden == 1 { return true }
    if people.overlap { return false }
    let shown = own.reduce(0) { $0 + (self.count($1, count) ?? 0) }
    return whole.map { $0 - shown < people.minimum } ?? false
  }

  /// The same along a row: one more part of all groups, where a row's whole would tell one.
  private mutating func withholdNextPart(_ places: Places) -> Bool {
    let whole = places.counts.first { $0.part == nil }
    let parts = places.counts.filter { $0.part != nil }
    for row in rows.indices {
      guard let all = whole.map({ count(row, $0) }) ?? base(row, parts) else { continue }
      let hidden = parts.count { rows[row].cells[$0.index] == .suppressed }
      let shown = parts.compactMap { part in
        count(row, part).map { (count: $0, index: part.index) }
      }
      let rest = all - shown.reduce(0) { $0 + $1.count }
      guard hidden == 1 || hidden > 1 && rest < places.people.minimum else { continue }
      if let next = shown.filter({ $0.count > 0 }).min(by: { $0 < $1 }),
        let part = parts.first(where: { $0.index == next.index })
      {
        for row in rows.indices { withholdCell(row, part) }
      } else if let whole {
        withholdCell(row, whole)
      } else {
        continue
      }
      return true
    }
    return false
  }

  /// The rows of each list.
  private func lists(_ places: Places) -> [[Int]] {
    var lists: [[Int]] = []
    var known: [[Report.Value]: Int] = [:]
    for row in rows.indices {
      let cells = places.within.map { rows[row].cells[$0] }
      if let list = known[cells] {
        lists[list].append(row)
      } else {
        known[cells] = lists.count
        lists.append([row])
      }
    }
    return lists
  }

  /// How many a cell counts, as it says itself or by the parts of its share.
  private func count(_ row: Int, _ count: Place) -> Int? {
    switch rows[row].cells[count.index] {
    case .integer(let number): number
    case .ratio(let ratio): ratio.numerator.flatMap { $0.scale == 0 ? Int($0.unscaled) : nil }
    default: nil
    }
  }

  /// What the shares of a row are shares of.
  private func base(_ row: Int, _ parts: [Place]) -> Int? {
    parts.lazy.compactMap { part -> Int? in
      guard case .ratio(let ratio) = rows[row].cells[part.index], let base = ratio.denominator,
        base.scale == 0
      else { return nil }
      return Int(base.unscaled)
    }.first
  }
}

extension Set<Report.Group> {
  /// All groups that these are part of: everything they have in common, one by one and together.
  fileprivate var subsets: [Set<Report.Group>] {
    reduce(into: [[]]) { subsets, group in subsets += subsets.map { $0.union([group]) } }
  }
}
