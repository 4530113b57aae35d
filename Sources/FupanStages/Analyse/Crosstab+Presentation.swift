import FupanData
import FupanMethods
import FupanReports

extension Crosstab: PresentedStage {
  /// The counts with their totals, and the shares of each row; where rows are people, cells of too
  /// few are withheld.
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
    let isOfPeople = context.material?.fields.contains { $0.isPersonal } ?? true
    let verdicts = SmallCells(
      counts: counts, minimumGroup: isOfPeople ? context.minimumGroup : 0)
    let title = context.say(
      "“\(context.label(of: by))”与“\(context.label(of: of))”",
      "'\(context.label(of: by))' by '\(context.label(of: of))'")
    return [
      .table(countTable(title, rows, columns, counts, verdicts, context)),
      .table(shareTable(rows, columns, counts, verdicts, context)),
    ]
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
      ])
  }

  private func shareTable(
    _ rows: [Value], _ columns: [Value], _ counts: [[Int]], _ verdicts: SmallCells,
    _ context: PresentationContext
  ) -> Report.Table {
    Report.Table(
      id: "\(context.dataset)_shares",
      title: context.say(
        "各“\(context.label(of: by))”中的占比", "Shares within each '\(context.label(of: by))'"),
      columns: header(columns, .ratio, context),
      rows: rows.indices.map { row in
        let total = counts[row].reduce(0, +)
        let isShown = verdicts.rowTotals[row] == .published
        return Report.Table.Row(
          [.text(context.name(of: rows[row]))]
            + columns.indices.map { column -> Report.Value in
              isShown && verdicts.cells[row][column] == .published
                ? .share(counts[row][column], of: total) : .suppressed
            })
      })
  }
}
