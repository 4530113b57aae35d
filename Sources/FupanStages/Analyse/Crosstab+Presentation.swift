import FupanData
import FupanMethods
import FupanReports

extension Crosstab: PresentedStage {
  /// Whether the columns go together, in a sentence, with the cells that stand out; the counts with
  /// their totals, and the shares of each row; where rows are people, cells of too few are withheld.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let cells = result.rows
    var rows: [Value] = []
    for cell in cells where rows.last != cell[0] { rows.append(cell[0]) }
    guard !rows.isEmpty else {
      return [
        .prose(
          context.say(
            sentence: "“\(context.label(of: by))”与“\(context.label(of: of))”没有可交叉的行。",
            "There are no rows to cross '\(context.label(of: by))' with '\(context.label(of: of))'."
          ))
      ]
    }
    let width = cells.count / rows.count
    let columns = cells.prefix(width).map { $0[1] }
    let counts = rows.indices.map { row in
      (0..<width).map { cells[row * width + $0][2].whole }
    }
    let isMultiple = context.material?[of.text]?.type == .list
    let verdicts = SmallCells(
      counts: counts, minimumGroup: isOfPeople(context) ? context.minimumGroup : 0,
      totals: isMultiple ? .none : .rowsAndColumns)
    let title = context.say(
      "“\(context.label(of: by))”与“\(context.label(of: of))”",
      "'\(context.label(of: by))' by '\(context.label(of: of))'")
    let shares = rows.indices.map { row in (0..<width).map { cells[row * width + $0][3] } }
    var blocks: [Report.Block] = []
    if let verdict = verdict(result, isMultiple: isMultiple, context) {
      blocks.append(.prose(verdict))
    }
    for index in cells.indices where blocks.count < 7 {
      let (row, column) = (index / width, index % width)
      guard verdicts.cells[row][column] == .published, cells[index][9] != .integer(0) else {
        continue
      }
      blocks.append(.prose(marked(cells[index], context)))
    }
    if isMultiple, blocks.isEmpty {
      blocks.append(
        .prose(
          context.say(
            sentence: "没有哪个选项在各组之间有可辨认的差异。",
            "No option is detectably more common in one group than in the others.")))
    }
    // Respondents who chose several options stand in several cells, so that nothing adds up.
    if !isMultiple {
      blocks.append(.table(countTable(title, rows, columns, counts, verdicts, context)))
    }
    blocks.append(
      .table(shareTable(rows, columns, shares, verdicts, isMultiple: isMultiple, context)))
    return blocks
  }

  /// Whether both columns go together; nil where options are tested one by one.
  private func verdict(
    _ result: Table, isMultiple: Bool, _ context: PresentationContext
  ) -> Report.Sentence? {
    if isMultiple { return nil }
    guard !result.cell(0, "chi_squared").isMissing, let p = result.cell(0, "p").double else {
      return context.say(
        sentence: "取值太少或样本太大而稀疏，没有检验两者是否有关。",
        "There is too little, or too thin a table, to test whether the two go together.")
    }
    let v = Report.Value(number: result.cell(0, "v"), places: 2)
    let (zh, en) =
      switch result.cell(0, "test").text {
      case "fisher": ("Fisher 精确检验", "Fisher's exact test")
      case "permutation": ("置换检验", "a permutation test")
      default: ("卡方检验", "a chi-squared test")
      }
    let value = context.p(p, places: 3)
    return p < 0.05
      ? context.say(
        sentence: "两者有关（\(zh)，\(value)；Cramér V = \(v)，0.1 小、0.3 中、0.5 大）。",
        "The two go together (\(en), \(value); Cramér's V = \(v): 0.1 small, 0.3 medium, 0.5 large)."
      )
      : context.say(
        sentence: "看不出两者有关（\(zh)，\(value)）。",
        "The two do not detectably go together (\(en), \(value)).")
  }

  /// What stands out in a cell.
  private func marked(_ cell: [Value], _ context: PresentationContext) -> Report.Sentence {
    let (row, column) = (context.name(of: cell[0]), context.name(of: cell[1]))
    let share = Report.Value(ratio: cell[3])
    return cell[9] == .integer(1)
      ? context.say(
        sentence: "▲ “\(row)”中“\(column)”明显偏多：\(share)。",
        "▲ '\(column)' is clearly more common in '\(row)': \(share).")
      : context.say(
        sentence: "▼ “\(row)”中“\(column)”明显偏少：\(share)。",
        "▼ '\(column)' is clearly less common in '\(row)': \(share).")
  }

  private func header(
    _ columns: [Value], _ kind: Report.Table.Column.Kind, _ context: PresentationContext
  ) -> [Report.Table.Column] {
    [.init("row", context.label(of: by), .text)]
      + columns.enumerated().map { .init("column_\($0 + 1)", context.name(of: $1), kind) }
  }

  private func countTable(
    _ title: String, _ rows: [Value], _ columns: [Value], _ counts: [[Int]],
    _ verdicts: SmallCells, _ context: PresentationContext
  ) -> Report.Table {
    func cell(_ count: Int, _ verdict: Suppression) -> Report.Value {
      verdict == .published ? .integer(count) : .suppressed
    }
    let body = rows.indices.map { row in
      Report.Table.Row(
        [.text(context.name(of: rows[row]))]
          + columns.indices.map { cell(counts[row][$0], verdicts.cells[row][$0]) }
          + [cell(counts[row].reduce(0, +), verdicts.rowTotals[row])])
    }
    let totals = columns.indices.map { column in
      cell(counts.reduce(0) { $0 + $1[column] }, verdicts.columnTotals[column])
    }
    let all = cell(counts.reduce(0) { $0 + $1.reduce(0, +) }, verdicts.grandTotal)
    return Report.Table(
      id: "\(context.dataset)_counts", title: title,
      columns: header(columns, .integer, context)
        + [.init("total", context.say("合计", "Total"), .integer)],
      rows: body + [
        Report.Table.Row(
          [.text(context.say("合计", "Total"))] + totals + [all], isTotal: true)
      ], people: people(columns, hasTotal: true, isMultiple: false, context))
  }

  /// That the cells count people, where they do.
  private func people(
    _ columns: [Value], hasTotal: Bool, isMultiple: Bool, _ context: PresentationContext
  ) -> Report.Table.PeopleCounts? {
    guard isOfPeople(context) else { return nil }
    return .init(
      by: by.text, group: "row",
      counts: columns.enumerated().map {
        .init("column_\($0 + 1)", of: .init(of.text, context.name(of: $1)))
      } + (hasTotal ? [.init("total")] : []), addsUp: !isMultiple, minimum: context.minimumGroup,
      dataset: context.dataset)
  }

  private func isOfPeople(_ context: PresentationContext) -> Bool {
    context.material?.fields.contains { $0.isPersonal } ?? true
  }

  private func shareTable(
    _ rows: [Value], _ columns: [Value], _ shares: [[Value]], _ verdicts: SmallCells,
    isMultiple: Bool, _ context: PresentationContext
  ) -> Report.Table {
    Report.Table(
      id: "\(context.dataset)_shares",
      title: context.say(
        "各“\(context.label(of: by))”中的占比", "Shares within each '\(context.label(of: by))'"),
      columns: header(columns, .ratio, context),
      rows: rows.indices.map { row in
        let isShown = verdicts.rowTotals[row] == .published
        return Report.Table.Row(
          [.text(context.name(of: rows[row]))]
            + columns.indices.map { column -> Report.Value in
              isShown && verdicts.cells[row][column] == .published
                ? Report.Value(ratio: shares[row][column]) : .suppressed
            })
      }, people: people(columns, hasTotal: false, isMultiple: isMultiple, context))
  }
}
