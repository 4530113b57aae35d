import FupanData
import FupanReports

extension Describe: PresentedStage {
  /// A table with a row for each column.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    func text(_ value: Value) -> Report.Value { value.text.map { .text($0) } ?? .missing(.noData) }
    func count(_ value: Value) -> Report.Value {
      value.isMissing ? .missing(.undefined) : .integer(value.whole)
    }
    return [
      .table(
        Report.Table(
          id: "\(context.dataset)_columns", title: context.say("字段概况", "Columns"),
          columns: [
            .init("column", context.say("字段", "Column"), .text),
            .init("type", context.say("类型", "Type"), .text),
            .init("reads_as", context.say("可读作", "Reads as"), .text),
            .init("rows", context.say("行数", "Rows"), .integer),
            .init("missing", context.say("缺失", "Missing"), .integer),
            .init("distinct", context.say("不同值", "Different"), .integer),
            .init("min", context.say("最小", "Smallest"), .text),
            .init("max", context.say("最大", "Largest"), .text),
            .init("top", context.say("最常见的值", "Most frequent"), .text),
          ],
          rows: result.rows.map { row in
            Report.Table.Row(row[...2].map(text) + row[3...5].map(count) + row[6...].map(text))
          }))
    ]
  }
}
