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
    var blocks: [Report.Block] = []
    for segment in segments {
      let high = (0..<result.count).filter {
        result.rows[$0][0] == segment && result.cell($0, "mark") == .integer(1)
          && result.cell($0, "n").whole >= context.minimumGroup
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
      blocks.append(.table(table(result, trait, index, segments, context)))
    }
    return blocks
  }

  private func table(
    _ result: Table, _ trait: ColumnName, _ index: Int, _ segments: [Value],
    _ context: PresentationContext
  ) -> Report.Table {
    let rows = (0..<result.count).filter { result.cell($0, "trait").text == trait.text }
    var values: [Value] = []
    for row in rows where !values.contains(result.cell(row, "value")) {
      values.append(result.cell(row, "value"))
    }
    func row(_ segment: Value, _ value: Value) -> Int? {
      rows.first { result.rows[$0][0] == segment && result.cell($0, "value") == value }
    }
    let verdicts = SmallCells(
      counts: values.map { value in
        segments.map { segment in row(segment, value).map { result.cell($0, "n").whole } ?? 0 }
      }, minimumGroup: context.minimumGroup)
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
      rows: values.enumerated().map { position, value in
        let cells = segments.enumerated().flatMap { column, segment -> [Report.Value] in
          guard let row = row(segment, value), verdicts.cells[position][column] == .published else {
            return [.suppressed, .suppressed, .text("")]
          }
          return [
            Report.Value(ratio: result.cell(row, "share")),
            Report.Value(number: result.cell(row, "tgi"), places: 0),
            Report.Value(mark: result.cell(row, "mark")),
          ]
        }
        let all = segments.lazy.compactMap { row($0, value) }.first
        let isShown = verdicts.rowTotals[position] == .published
        return Report.Table.Row(
          [
            .text(value.text ?? ""),
            isShown
              ? all.map { Report.Value(ratio: result.cell($0, "share_of_all")) }
                ?? .missing(.noData) : .suppressed,
          ] + cells)
      },
      note: context.say(
        sentence: "TGI 为 100 表示与总体相同；▲▼ 为差异显著（多重比较校正后 q < 0.05）。",
        "A TGI of 100 is everybody's share; ▲▼ mark clear differences (q < 0.05)."))
  }
}
