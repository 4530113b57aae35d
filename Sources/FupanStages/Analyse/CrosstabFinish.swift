import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// Makes the table of `crosstab` from the counts of its cells.
struct CrosstabFinish {
  private let schema: Schema
  private let groups: [Value]
  private let options: [Value]
  private let isMultiple: Bool
  private let isWeighted: Bool
  private let place: Place?

  /// - Parameters:
  ///   - groups: values of the rows that stand first.
  ///   - options: values of the columns that stand first.
  ///   - isMultiple: whether a row has several columns; then a missing one is all who chose any.
  init(
    _ row: Field, _ column: Field, groups: [Value], options: [Value], isMultiple: Bool,
    isWeighted: Bool, at place: Place?
  ) {
    self.groups = groups
    self.options = options
    self.isMultiple = isMultiple
    self.isWeighted = isWeighted
    self.place = place
    schema = Schema([
      row, column, Field("n", .integer), Field("row_share", .number, unit: .ratio),
      Field("column_share", .number, unit: .ratio), Field("share", .number, unit: .ratio),
      Field("expected", .number), Field("residual", .number), Field("q", .number),
      Field("mark", .integer), Field("chi_squared", .number), Field("degrees", .integer),
      Field("p", .number), Field("v", .number), Field("test", .text),
    ])
  }

  var finish: Finish {
    Finish("cross_tabulation", schema: schema) { table throws(Problems) in
      let cells = table.rows
      let rows = CrosstabFinish.listed(groups, cells.map { $0[0] })
      let found = cells.map { $0[1] }
      let columns = CrosstabFinish.listed(
        options, isMultiple ? found.filter { !$0.isMissing } : found)
      if rows.count * columns.count > Crosstab.mostCells {
        throw Problems(
          Diagnostic(
            .crosstabTooLarge, at: place,
            [
              "rows": .integer(rows.count), "columns": .integer(columns.count),
              "limit": .integer(Crosstab.mostCells),
            ]))
      }
      let grid = Grid(cells, rows, columns + (isMultiple ? [.missing] : []), isWeighted: isWeighted)
      return Table(
        schema,
        rows: isMultiple ? optionRows(rows, columns, grid) : cellRows(rows, columns, grid))
    }
  }

  /// People and weights of each cell.
  private struct Grid {
    var counts: [[Int]]
    var weights: [[Double]]
    /// Σw² over all.
    private(set) var squares = 0.0

    init(_ cells: [[Value]], _ rows: [Value], _ columns: [Value], isWeighted: Bool) {
      let found = Dictionary(
        cells.map { ([$0[0], $0[1]], $0) }, uniquingKeysWith: { first, _ in first })
      let grid = rows.map { row in columns.map { found[[row, $0]] } }
      counts = grid.map { $0.map { $0?[2].whole ?? 0 } }
      weights = grid.map { row in
        row.map { isWeighted ? $0?[3].double ?? 0 : Double($0?[2].whole ?? 0) }
      }
      if isWeighted { squares = NeumaierSum.of(cells.map { $0[4].double ?? 0 }) }
    }

    /// n / n_eff of the weights, 1 without any.
    func designEffect(_ n: Int, _ weight: Double, _ squares: Double) -> Double {
      guard weight > 0, squares > 0 else { return 1 }
      return WeightSums(count: n, sum: weight, squares: squares).designEffect ?? 1
    }
  }

  /// One row a cell: rows and columns that are missing are in the shares, and in no test.
  private func cellRows(_ rows: [Value], _ columns: [Value], _ grid: Grid) -> [[Value]] {
    let known = rows.indices.filter { !rows[$0].isMissing }
    let asked = columns.indices.filter { !columns[$0].isMissing }
    let inner = known.map { row in asked.map { grid.counts[row][$0] } }
    let weighted = known.map { row in asked.map { grid.weights[row][$0] } }
    let n = grid.counts.reduce(0) { $0 + $1.reduce(0, +) }
    let all = NeumaierSum.of(grid.weights.flatMap { $0 })
    let test = ContingencyTable(
      inner, weighted: isWeighted ? weighted : nil,
      designEffect: isWeighted ? grid.designEffect(n, all, grid.squares) : 1)
    let rowTotals = grid.weights.map { NeumaierSum.of($0) }
    let columnTotals = columns.indices.map { column in
      NeumaierSum.of(grid.weights.map { $0[column] })
    }
    var result: [[Value]] = []
    for (index, row) in rows.enumerated() {
      for (position, column) in columns.enumerated() {
        let weight = grid.weights[index][position]
        var cell: ContingencyTable.Cell?
        if let i = known.firstIndex(of: index), let j = asked.firstIndex(of: position) {
          cell = test.cells[i][j]
        }
        result.append(
          [
            row, column, .integer(Int64(grid.counts[index][position])),
            CrosstabFinish.share(weight, of: rowTotals[index]),
            CrosstabFinish.share(weight, of: columnTotals[position]),
            CrosstabFinish.share(weight, of: all),
          ] + CrosstabFinish.verdict(cell) + CrosstabFinish.summary(test))
      }
    }
    return result
  }

  /// One row an option of each row: every option against not choosing it, marks over all of them.
  private func optionRows(_ rows: [Value], _ columns: [Value], _ grid: Grid) -> [[Value]] {
    let base = columns.count
    let known = rows.indices.filter { !rows[$0].isMissing }
    let people = known.reduce(0) { $0 + grid.counts[$1][base] }
    let weight = NeumaierSum.of(known.map { grid.weights[$0][base] })
    let total = NeumaierSum.of(grid.weights.map { $0[base] })
    let effect = isWeighted ? grid.designEffect(people, weight, grid.squares) : 1
    let tests = columns.indices.map { option in
      ContingencyTable(
        known.map { [grid.counts[$0][option], grid.counts[$0][base] - grid.counts[$0][option]] },
        weighted: isWeighted
          ? known.map {
            [grid.weights[$0][option], max(0, grid.weights[$0][base] - grid.weights[$0][option])]
          } : nil, designEffect: effect)
    }
    // The residual of not choosing is that of choosing turned round, so that one of both counts.
    let residuals = known.indices.flatMap { row in tests.map { $0.cells[row][0]?.residual } }
    let q = MultipleTesting.benjaminiHochberg(
      residuals.map { $0.map { NormalDistribution.twoSidedP($0) } })
    var result: [[Value]] = []
    for (index, row) in rows.enumerated() {
      let position = known.firstIndex(of: index)
      for (option, column) in columns.enumerated() {
        let chosen = grid.weights[index][option]
        let all = NeumaierSum.of(grid.weights.map { $0[option] })
        var verdict: [Value] = [.missing, .missing, .missing, .integer(0)]
        if let position, let cell = tests[option].cells[position][0] {
          let own = q[position * columns.count + option]
          verdict = [
            Value(cell.expected), Value(cell.residual), Value(own),
            .integer((own ?? 1) < 0.05 ? ((cell.residual ?? 0) > 0 ? 1 : -1) : 0),
          ]
        }
        result.append(
          [
            row, column, .integer(Int64(grid.counts[index][option])),
            CrosstabFinish.share(chosen, of: grid.weights[index][base]),
            CrosstabFinish.share(chosen, of: all), CrosstabFinish.share(chosen, of: total),
          ] + verdict + CrosstabFinish.summary(tests[option]))
      }
    }
    return result
  }

  private static func verdict(_ cell: ContingencyTable.Cell?) -> [Value] {
    [
      Value(cell?.expected), Value(cell?.residual), Value(cell?.q),
      .integer(Int64(cell?.mark ?? 0)),
    ]
  }

  private static func summary(_ test: ContingencyTable) -> [Value] {
    [
      Value(test.chiSquared), .integer(Int64(test.degrees)), Value(test.p),
      Value(test.correctedV),
      test.chiSquared == nil ? .missing : .text(test.test.rawValue),
    ]
  }

  private static func share(_ part: Double, of whole: Double) -> Value {
    whole > 0 ? .number(part / whole) : .missing
  }

  /// The declared values in their order, then the others that occur in theirs.
  private static func listed(_ declared: [Value], _ found: [Value]) -> [Value] {
    var seen: Set<Value> = []
    let first = declared.filter { seen.insert($0).inserted }
    let others = found.filter { seen.insert($0).inserted }
    return first + others.sorted { $0.precedes($1) }
  }
}
