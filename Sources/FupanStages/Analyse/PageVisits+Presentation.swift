import FupanData
import FupanMethods
import FupanReports

extension PageVisits: PresentedStage {
  private static let mostPages = 30

  /// The pages with most views; pages of too few visitors are withheld.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let keys = by == nil ? 1 : 2
    let all = result.rows
    guard !all.isEmpty else {
      return [.prose(context.say(sentence: "没有页面访问。", "No page was visited."))]
    }
    let pages = all.filter { $0.last == .bool(false) }.enumerated().sorted { left, right in
      let (a, b) = (left.element[keys].whole, right.element[keys].whole)
      return a != b ? a > b : left.offset < right.offset
    }.map { $0.element }
    let shown = Array(pages.prefix(PageVisits.mostPages))
    let verdicts = verdicts(of: pages, keys, context)
    let rows = shown.indices.map { index in
      row(shown[index], keys, isShown: verdicts[index] == .published, isTotal: false, context)
    }
    let totals = all.filter { $0.last == .bool(true) }.map {
      row($0, keys, isShown: $0[keys + 1].whole >= context.minimumGroup, isTotal: true, context)
    }
    let label = context.label(of: by)
    return [
      .table(
        Report.Table(
          id: "\(context.dataset)_pages", title: context.say("页面访问与停留", "Pages and dwell"),
          columns: (by.map { [.init($0.text, label, .text)] } ?? []) + [
            .init("page", context.say("页面", "Page"), .text),
            .init("views", "PV", .integer), .init("visitors", "UV", .integer),
            .init("visits", context.say("访问", "Visits"), .integer),
            .init("bounce_rate", context.say("跳出率", "Bounce rate"), .ratio),
            .init(
              "mean_s", context.say("平均停留", "Mean dwell"), .number, unit: context.say("秒", "s")),
            .init(
              "median_s", context.say("停留中位数", "Median dwell"), .number,
              unit: context.say("秒", "s")),
          ], rows: rows + totals,
          note: context.say(
            sentence: "停留为到本次访问下一个事件的时间；访问的最后一个事件停留未知，不计入。跳出率以从该页进入的访问为分母。",
            """
            Dwell is the time to the visit's next event; the last event's is unknown and left out. \
            The bounce rate is of the visits that began with the page.
            """),
          people: .init(
            by: of.text, group: "page", within: by.map { [$0.text] } ?? [],
            counts: [.init("visitors")], overlap: true, minimum: context.minimumGroup,
            dataset: context.dataset)))
    ]
  }

  /// Which pages are withheld; with groups as if each page's visitors stood in another table.
  private func verdicts(
    of pages: [[Value]], _ keys: Int, _ context: PresentationContext
  ) -> [Suppression] {
    let visitors = pages.map { $0[keys + 1].whole }
    guard by != nil else {
      return SmallCells.list(visitors, minimumGroup: context.minimumGroup)
    }
    var places: [Value: Int] = [:]
    for page in pages where places[page[1]] == nil { places[page[1]] = places.count }
    var groups: [Value: Int] = [:]
    for page in pages where groups[page[0]] == nil { groups[page[0]] = groups.count }
    var counts = Array(
      repeating: Array(repeating: 0, count: groups.count), count: places.count)
    let cells = zip(pages, visitors).map { page, visitors in
      let cell = (row: places[page[1]] ?? 0, column: groups[page[0]] ?? 0)
      counts[cell.row][cell.column] = visitors
      return cell
    }
    let table = SmallCells(counts: counts, minimumGroup: context.minimumGroup)
    return cells.map { table.cells[$0.row][$0.column] }
  }

  private func row(
    _ row: [Value], _ keys: Int, isShown: Bool, isTotal: Bool, _ context: PresentationContext
  ) -> Report.Table.Row {
    let names: [Report.Value] =
      isTotal
      ? [.text(context.say("合计", "Total"))] + (keys == 2 ? [.text("")] : [])
      : row.prefix(keys).map { .text(context.name(of: $0)) }
    guard isShown else {
      return Report.Table.Row(names + Array(repeating: .suppressed, count: 6), isTotal: isTotal)
    }
    let counts = (0..<3).map { Report.Value.integer(row[keys + $0].whole) }
    return Report.Table.Row(
      names + counts + [
        Report.Value(ratio: row[keys + 6]), Report.Value(number: row[keys + 10], places: 1),
        Report.Value(number: row[keys + 11], places: 1),
      ], isTotal: isTotal)
  }
}
