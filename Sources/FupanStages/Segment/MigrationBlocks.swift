import FupanMethods
import FupanReports

/// A migration as readers see it: the matrix, what each tier gained and lost, and a sentence.
struct MigrationBlocks {
  let migration: Migration
  /// The tiers as readers call them, the highest first where they have an order.
  let names: [String]
  /// Whether the first tier is the highest.
  let isOrdered: Bool
  /// What the earlier and the later tiers are values of.
  let columns: (before: String, after: String)
  let context: PresentationContext
  /// What is withheld of the matrix, of its margins, and of what they add up to without those who
  /// are lost, or new.
  let cells: Cells

  init(
    migration: Migration, names: [String], isOrdered: Bool,
    columns: (before: String, after: String), context: PresentationContext
  ) {
    self.migration = migration
    self.names = names
    self.isOrdered = isOrdered
    self.columns = columns
    self.context = context
    cells = Cells(migration, minimumGroup: context.minimumGroup)
  }

  var blocks: [Report.Block] {
    [.table(matrix), .table(flows)] + (sentence.map { [.prose($0)] } ?? [])
  }

  struct Cells {
    let cells: [[Suppression]]
    let rowTotals: [Suppression]
    let columnTotals: [Suppression]
    let grandTotal: Suppression
    /// Of all people now.
    let after: Suppression

    init(_ migration: Migration, minimumGroup k: Int) {
      let (counts, width) = (migration.counts, migration.segments + 1)
      let rows = counts.map { $0.reduce(0, +) }
      let columns = (0..<width).map { column in counts.reduce(0) { $0 + $1[column] } }
      let tiers = 0..<migration.segments
      let all = [
        rows.reduce(0, +), rows[tiers].reduce(0, +), columns[tiers].reduce(0, +),
      ]
      let (row, column, grand) = (width * width, width * width + width, width * width + 2 * width)
      var lines = (0..<width).flatMap { index in
        [
          CountedSums.Line((0..<width).map { index * width + $0 }, total: row + index),
          CountedSums.Line((0..<width).map { $0 * width + index }, total: column + index),
        ]
      }
      lines += [
        .init(tiers.map { row + $0 }, total: grand + 1),
        .init(tiers.map { column + $0 }, total: grand + 2),
        .init([grand + 1, row + migration.segments], total: grand),
        .init([grand + 2, column + migration.segments], total: grand),
      ]
      // Beside all people now, or before, the whole would tell how few are lost, or new.
      let isFew = [rows, columns].contains { (1..<max(k, 1)).contains($0[migration.segments]) }
      let verdicts = CountedSums.verdicts(
        counts.flatMap { $0 } + rows + columns + all, lines: lines, minimumGroup: k,
        withheld: isFew ? [grand] : [])
      cells = (0..<width).map { Array(verdicts[$0 * width..<($0 + 1) * width]) }
      rowTotals = Array(verdicts[row..<column])
      columnTotals = Array(verdicts[column..<grand])
      grandTotal = verdicts[grand]
      after = verdicts[grand + 2]
    }
  }

  private func cell(_ count: Int, _ verdict: Suppression) -> Report.Value {
    verdict == .published ? .integer(count) : .suppressed
  }

  private var matrix: Report.Table {
    let width = names.count + 1
    let lines = names + [context.say("新增", "New")]
    let body = (0..<width).map { row in
      Report.Table.Row(
        [.text(lines[row])]
          + (0..<width).map { column -> Report.Value in
            // Nobody is new and lost at once.
            row == names.count && column == names.count
              ? .text("") : cell(migration.counts[row][column], cells.cells[row][column])
          } + [cell(migration.counts[row].reduce(0, +), cells.rowTotals[row])])
    }
    let totals = (0..<width).map { column in
      cell(migration.counts.reduce(0) { $0 + $1[column] }, cells.columnTotals[column])
    }
    let all = migration.counts.reduce(0) { $0 + $1.reduce(0, +) }
    return Report.Table(
      id: "\(context.dataset)_migration",
      title: context.say("分层迁移：行为之前，列为现在", "Migration: rows before, columns now"),
      columns: [.init("before", context.say("之前", "Before"), .text)]
        + names.enumerated().map { .init("tier_\($0.offset + 1)", $0.element, .integer) } + [
          .init("lost", context.say("流失", "Lost"), .integer),
          .init("total", context.say("合计", "Total"), .integer),
        ],
      rows: body + [
        Report.Table.Row(
          [.text(context.say("合计", "Total"))] + totals + [cell(all, cells.grandTotal)],
          isTotal: true)
      ],
      people: .init(
        by: columns.before, group: "before",
        counts: names.enumerated().map {
          .init("tier_\($0.offset + 1)", of: .init(columns.after, $0.element))
        } + [.init("lost", of: .init(columns.after, "")), .init("total")], addsUp: true,
        minimum: context.minimumGroup, dataset: context.dataset))
  }

  /// What each tier gained and lost; McNemar's test is of those who were there both times.
  private var flows: Report.Table {
    Report.Table(
      id: "\(context.dataset)_flows", title: context.say("各层净流动", "Net flow of each tier"),
      columns: [
        .init("tier", context.say("分层", "Tier"), .text),
        .init("before", context.say("之前", "Before"), .integer),
        .init("after", context.say("现在", "Now"), .integer),
        .init("net", context.say("净增", "Net"), .integer),
        .init("entered", context.say("他层转入", "Came from others"), .integer),
        .init("left", context.say("转去他层", "Went to others"), .integer),
        .init("p", context.say("p（McNemar）", "p (McNemar)"), .number),
      ],
      rows: names.indices.map { tier in
        let (before, after) = (migration.before[tier], migration.after[tier])
        let (isBefore, isAfter) = (
          cells.rowTotals[tier] == .published, cells.columnTotals[tier] == .published
        )
        let isWhole = migration.counts.indices.allSatisfy {
          cells.cells[tier][$0] == .published && cells.cells[$0][tier] == .published
        }
        let moved = migration.exchanged(tier)
        let test = McNemar(left: moved.left, entered: moved.entered)
        return Report.Table.Row(
          [
            .text(names[tier]), cell(before, isBefore ? .published : .primary),
            cell(after, isAfter ? .published : .primary),
            isBefore && isAfter ? .integer(after - before) : .suppressed,
          ]
            + (isWhole
              ? [
                .integer(moved.entered), .integer(moved.left),
                Report.Value(p: test.p),
              ] : [.suppressed, .suppressed, .suppressed]))
      },
      note: context.say(
        sentence: "净增含新增与流失；转入、转出与检验只看两次都在的人。",
        "Net counts those who are new or lost too; the other columns are of people of both times."),
      people: .init(
        by: columns.after, group: "tier", count: "after", minimum: context.minimumGroup,
        dataset: context.dataset))
  }

  /// Shares of those who were there both times, where each group is large enough to be told.
  private var sentence: Report.Sentence? {
    let counts = [Migration.Direction.lower, .same, .higher].map { migration.count($0) }
    let both = counts.reduce(0, +)
    let verdicts = SmallCells.list(counts, minimumGroup: context.minimumGroup)
    // With a cell withheld, how many moved would tell it.
    let isWhole = names.indices.allSatisfy { row in
      names.indices.allSatisfy { cells.cells[row][$0] == .published }
    }
    guard isOrdered, isWhole, both > 0, verdicts.allSatisfy({ $0 == .published }) else {
      return nil
    }
    let interval = Estimate.proportion(counts[0], of: both).interval
    let (low, high) = (interval?.lower ?? 0, interval?.upper ?? 0)
    return context.say(
      sentence: """
        两次都在的 \(.integer(both)) 人中，升层 \(.share(counts[0], of: both))（95% 区间 \(.ratio(low)) 至 \
        \(.ratio(high))），不变 \(.share(counts[1], of: both))，降层 \(.share(counts[2], of: both))。
        """,
      """
      Of the \(.integer(both)) people of both times \(.share(counts[0], of: both)) went up \
      (95 % interval \(.ratio(low)) to \(.ratio(high))), \(.share(counts[1], of: both)) stayed and \
      \(.share(counts[2], of: both)) went down.
      """)
  }
}
