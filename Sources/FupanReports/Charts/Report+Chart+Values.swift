extension Report.Chart {
  /// Whether the chart has any value that can be drawn.
  var drawsSomething: Bool {
    let values: [Report.Value] =
      switch kind {
      case .bars(let bars): bars.series.flatMap(\.values)
      case .lines(let lines): lines.series.flatMap(\.values)
      case .funnel(let funnel): funnel.steps.map(\.count)
      case .heat(let heat): heat.values.flatMap { $0 }
      case .cohorts(let cohorts): cohorts.cohorts.flatMap(\.values)
      case .quadrants(let quadrants): quadrants.points.map(\.x)
      case .waterfall(let waterfall): waterfall.steps.map(\.value)
      case .tree(let tree): [tree.root.value]
      case .intervals(let intervals): intervals.rows.map(\.estimate)
      case .multiples(let multiples): multiples.groups.flatMap(\.values)
      case .fishbone(let fishbone): fishbone.bones.map { .integer($0.causes.count) }
      }
    return values.contains { $0.plotted != nil }
  }

  /// The table behind the chart: every value it draws, in full.
  package func table(in text: ReportText) -> Report.Table {
    typealias Column = Report.Table.Column
    typealias Row = Report.Table.Row
    var columns: [Column]
    let rows: [Row]
    switch kind {
    case .bars(let bars):
      (columns, rows) = spread(
        text[.item], bars.categories.map(Report.Value.text), bars.series, text)
    case .lines(let lines):
      var series = lines.series
      if let band = lines.band {
        series.append(.init(band.name + " " + text[.low], band.lower))
        series.append(.init(band.name + " " + text[.high], band.upper))
      }
      (columns, rows) = spread(
        text[.day], lines.along.map(Report.Value.text), series, text)
    case .multiples(let multiples):
      (columns, rows) = spread(
        text[.day], multiples.along.map(Report.Value.text), multiples.groups, text)
    case .funnel(let funnel):
      columns = [
        Column("step", text[.step], .text), Column("count", text[.reached], .integer),
        Column("from_previous", text[.fromPrevious], .ratio),
        Column("from_first", text[.fromFirst], .ratio),
      ]
      rows = funnel.steps.map { Row([.text($0.name), $0.count, $0.fromPrevious, $0.fromFirst]) }
    case .heat(let heat):
      columns =
        [Column("row", text[.item], .text)]
        + heat.columns.enumerated().map { Column("column_\($0 + 1)", $1, columnKind) }
      rows = zip(heat.rows, heat.values).map { Row([.text($0)] + $1) }
    case .cohorts(let cohorts):
      columns =
        [
          Column("cohort", text[.cohort], .text), Column("size", text[.cohortSize], .integer),
        ] + cohorts.periods.enumerated().map { Column("period_\($0)", $1, columnKind) }
      rows = cohorts.cohorts.map { cohort in
        let coming = cohorts.periods.count - cohort.values.count
        return Row(
          [.text(cohort.name), cohort.size] + cohort.values
            + Array(repeating: .missing(.notDue), count: max(0, coming)))
      }
    case .quadrants(let quadrants):
      columns = [
        Column("name", text[.item], .text),
        Column("x", quadrants.x.label, quadrants.x.unit.columnKind),
        Column("y", quadrants.y.label, quadrants.y.unit.columnKind),
      ]
      let sized = quadrants.points.contains { $0.size != nil }
      if sized { columns.append(Column("size", text[.cohortSize], .mixed)) }
      rows = quadrants.points.map { point in
        Row(
          [.text(point.name), point.x, point.y]
            + (sized ? [point.size ?? .missing(.noData)] : []))
      }
    case .waterfall(let waterfall):
      columns = [
        Column("step", text[.item], .text), Column("value", text[.value], columnKind),
      ]
      rows = waterfall.steps.map { Row([.text($0.name), $0.value], isTotal: $0.isTotal) }
    case .tree(let tree):
      columns = [
        Column("item", text[.item], .text), Column("value", text[.value], .mixed),
        Column("share", text[.share], .mixed), Column("change", text[.change], .mixed),
      ]
      rows = Self.rows(of: tree.root, depth: 0)
    case .intervals(let intervals):
      columns = [
        Column("item", text[.item], .text), Column("estimate", text[.value], columnKind),
        Column("low", text[.low], columnKind), Column("high", text[.high], columnKind),
        Column("n", text[.sampleSize], .integer),
      ]
      rows = intervals.rows.map { Row([.text($0.name), $0.estimate, $0.low, $0.high, $0.n]) }
    case .fishbone(let fishbone):
      columns = [
        Column("category", text[.causeCategory], .text), Column("cause", text[.cause], .text),
      ]
      rows = fishbone.bones.flatMap { bone in
        bone.causes.map { Row([.text(bone.category), .text($0)]) }
      }
    }
    return Report.Table(id: id + "_data", title: title, columns: columns, rows: rows)
  }

  private var columnKind: Report.Table.Column.Kind { unit.columnKind }

  /// One row a label, one column a series.
  private func spread(
    _ heading: String, _ labels: [Report.Value], _ series: [Series], _ text: ReportText
  ) -> ([Report.Table.Column], [Report.Table.Row]) {
    let columns =
      [Report.Table.Column("label", heading, .text)]
      + series.enumerated().map { index, series in
        Report.Table.Column(
          "series_\(index + 1)", series.name.isEmpty ? text[.value] : series.name, columnKind)
      }
    let rows = labels.enumerated().map { index, label in
      Report.Table.Row([label] + series.map { $0.values[index] })
    }
    return (columns, rows)
  }

  private static func rows(of node: Tree.Node, depth: Int) -> [Report.Table.Row] {
    [
      Report.Table.Row([
        .text(String(repeating: "　", count: depth) + node.label), node.value,
        node.share ?? .missing(.notApplicable), node.change ?? .missing(.notApplicable),
      ])
    ] + node.parts.flatMap { rows(of: $0, depth: depth + 1) }
  }
}

extension Report.Chart.Unit {
  /// The type of a column that holds values of the unit.
  var columnKind: Report.Table.Column.Kind {
    switch self {
    case .count: .integer
    case .money: .money
    case .ratio: .ratio
    case .points: .points
    case .multiple: .multiple
    case .number: .number
    }
  }
}
