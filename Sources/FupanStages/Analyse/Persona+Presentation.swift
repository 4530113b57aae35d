import FupanData
import FupanDiagnostics
import FupanMethods
import FupanReports

extension Persona: PresentedStage {
  /// What stands out in each segment in a sentence, and a table of shares and TGI a trait.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    var segments: [Value] = []
    for row in result.rows where segments.last != row[0] { segments.append(row[0]) }
    guard !segments.isEmpty else {
      return [
        .prose(
          context.say(
            sentence: "没有可以对比的人群。", "There are no segments to compare."))
      ]
    }
    let grids = of.map { Grid(result, $0, segments, minimumGroup: context.minimumGroup) }
    let shown = grids.reduce(into: Set<Int>()) { $0.formUnion($1.shown) }
    var blocks: [Report.Block] = []
    for segment in segments {
      let high = (0..<result.count).filter {
        result.rows[$0][0] == segment && result.cell($0, "mark") == .integer(1)
          && shown.contains($0)
      }
      guard !high.isEmpty else { continue }
      let list = high.map { row in
        let tgi = Int((result.cell(row, "tgi").double ?? 0).rounded())
        let value = result.cell(row, "value").text ?? ""
        return context.say("\(value)（TGI \(tgi)）", "\(value) (TGI \(tgi))")
      }.joined(separator: context.say("、", ", "))
      blocks.append(
        .prose(
          context.say(
            sentence: "“\(context.name(of: segment))”中明显更多：\(list)。",
            "Clearly more in '\(context.name(of: segment))': \(list).")))
    }
    if blocks.isEmpty {
      blocks.append(
        .prose(
          context.say(
            sentence: "各人群在这些特征上没有可辨认的差异。", "No segment detectably differs in these traits.")))
    }
    for (index, trait) in of.enumerated() {
      blocks.append(.table(table(result, trait, index, segments, grids[index], context)))
    }
    return blocks
  }

  /// The cells of one trait, a row a value and a column a segment.
  private struct Grid {
    private(set) var values: [Value] = []
    /// Places of the result's rows.
    private(set) var places: [[Int?]] = []
    let verdicts: SmallCells

    init(_ result: Table, _ trait: ColumnName, _ segments: [Value], minimumGroup: Int) {
      let rows = (0..<result.count).filter { result.cell($0, "trait").text == trait.text }
      for row in rows where !values.contains(result.cell(row, "value")) {
        values.append(result.cell(row, "value"))
      }
      places = values.map { value in
        segments.map { segment in
          rows.first { result.rows[$0][0] == segment && result.cell($0, "value") == value }
        }
      }
      // Who has no segment is no group of those told of, and hides nobody either.
      let counts = places.map { row in
        row.map { $0.map { result.cell($0, "n").whole } ?? 0 }
      }
      verdicts = SmallCells(counts: counts, minimumGroup: minimumGroup)
    }

    /// A share tells how many the segment has: where that is withheld all of its shares are.
    func isShown(_ value: Int, _ segment: Int) -> Bool {
      verdicts.cells[value][segment] == .published && verdicts.columnTotals[segment] == .published
    }

    /// The result's rows that may be told.
    var shown: [Int] {
      places.indices.flatMap { value in
        places[value].indices.compactMap { isShown(value, $0) ? places[value][$0] : nil }
      }
    }
  }

  private func table(
    _ result: Table, _ trait: ColumnName, _ index: Int, _ segments: [Value], _ grid: Grid,
    _ context: PresentationContext
  ) -> Report.Table {
    func share(_ row: Int, _ count: String, of base: String) -> Report.Value {
      let whole = result.cell(row, base).whole
      return whole > 0
        ? .share(result.cell(row, count).whole, of: whole) : .missing(.undefined)
    }
    return Report.Table(
      id: "\(context.dataset)_persona_\(index + 1)",
      title: context.say(
        "“\(context.label(of: trait))”的构成与 TGI", "'\(context.label(of: trait))': shares and TGI"),
      columns: [
        .init("value", context.label(of: trait), .text),
        .init("all", context.say("总体", "All"), .ratio),
      ]
        + segments.enumerated().flatMap { index, segment -> [Report.Table.Column] in
          let name = context.name(of: segment)
          return [
            .init("share_\(index + 1)", name, .ratio),
            .init("tgi_\(index + 1)", "\(name) TGI", .number),
            .init("mark_\(index + 1)", "▲▼", .text),
          ]
        },
      rows: grid.values.enumerated().map { position, value in
        let places = grid.places[position]
        let cells = places.enumerated().flatMap { column, row -> [Report.Value] in
          guard let row, grid.isShown(position, column) else {
            return [.suppressed, .suppressed, .text("")]
          }
          return [
            share(row, "n", of: "base"),
            Report.Value(number: result.cell(row, "tgi"), places: 0),
            Report.Value(mark: result.cell(row, "mark")),
          ]
        }
        let all = places.lazy.compactMap { $0 }.first
        let isShown =
          grid.verdicts.rowTotals[position] == .published
          && grid.verdicts.grandTotal == .published
        return Report.Table.Row(
          [
            .text(value.text ?? ""),
            isShown
              ? all.map { share($0, "n_all", of: "base_all") } ?? .missing(.noData) : .suppressed,
          ] + cells)
      },
      note: context.say(
        sentence: "TGI 为 100 表示与总体相同；▲▼ 为差异显著（多重比较校正后 q < 0.05）。",
        "A TGI of 100 is everybody's share; ▲▼ mark clear differences (q < 0.05)."),
      people: .init(
        by: trait.text, group: "value",
        counts: [.init("all")]
          + segments.enumerated().map { index, segment in
            .init(
              "share_\(index + 1)", of: .init(by.text, context.name(of: segment)),
              dependents: ["tgi_\(index + 1)", "mark_\(index + 1)"])
          }, addsUp: true, minimum: context.minimumGroup, dataset: context.dataset))
  }
}
