import FupanData
import FupanDiagnostics
import FupanReports
import Testing

/// A group withheld in one table is withheld in all tables of the report that count people by it.
struct SharedSuppressionTests {
  private func table(
    _ id: String, _ rows: [(String, Report.Value)], total: Int?, by dimension: String = "channel"
  ) -> Report.Table {
    var table = Report.Table(
      id: "\(id)_people", title: id,
      columns: [
        .init("group", "渠道", .text), .init("n", "人数", .integer),
        .init("share", "占比", .ratio),
      ],
      rows: rows.map { name, count in
        .init([.text(name), count, count == .suppressed ? .suppressed : .ratio(0.1)])
      } + (total.map { [.init(["合计", .integer($0), .ratio(1)], isTotal: true)] } ?? []))
    table.people = .init(by: dimension, group: "group", count: "n", minimum: 5, dataset: id)
    return table
  }

  private func report(_ tables: [Report.Table], _ charts: [Report.Chart] = []) throws -> Report {
    let day = try #require(CivilDate(year: 2026, month: 4, day: 24))
    return Report(
      title: "t", campaign: "c", period: Report.Period(day, through: day), asOf: day,
      state: .final, language: .simplifiedChinese, currency: "CNY",
      generatedAt: "2026-04-25T08:00:00+08:00",
      sections: [
        Report.Section(.voice, blocks: tables.map { .table($0) } + charts.map { .chart($0) })
      ])
  }

  private func shown(_ report: Report) -> [[Bool]] {
    report.sections[0].blocks.compactMap { block in
      guard case .table(let table) = block else { return nil }
      return table.rows.map { $0.cells[1] != .suppressed }
    }
  }

  @Test func aGroupWithheldOnceIsWithheldEverywhere() throws {
    var report = try report([
      table("a", [("社群", 40), ("广告", .suppressed), ("门店", .suppressed)], total: 50),
      table("b", [("社群", 30), ("广告", 12), ("门店", 14), ("自然", 20)], total: 76),
    ])
    report.shareSuppression()
    #expect(shown(report) == [[true, false, false, true], [true, false, false, true, true]])
  }

  @Test func whoWouldGiveItAwayGoesToo() throws {
    var report = try report([
      table("a", [("社群", 40), ("广告", .suppressed), ("门店", .suppressed)], total: 50),
      table("b", [("社群", 30), ("广告", 12), ("自然", 20)], total: 62),
    ])
    report.shareSuppression()
    // 广告 alone could be told from the total, so the smaller of the others goes with it, here and
    // then in the first table, where it does not occur.
    #expect(shown(report) == [[true, false, false, true], [true, false, false, true]])
  }

  @Test func whoIsInSeveralGroupsFollowsFromNoTotal() throws {
    var pages = table(
      "b", [("社群", 50), ("自然", 20), ("广告", 8), ("门店", 9)], total: 60)
    pages.people?.overlap = true
    var alone = table("c", [("社群", 50), ("自然", 20), ("广告", 8)], total: 60)
    alone.people?.overlap = true
    var report = try report([
      table("a", [("社群", 40), ("广告", .suppressed), ("门店", .suppressed)], total: 50), pages,
    ])
    report.shareSuppression()
    #expect(shown(report)[1] == [true, true, false, false, true])
    // One alone is never withheld: they might not overlap after all.
    report = try self.report([
      table("a", [("社群", 40), ("广告", .suppressed), ("门店", .suppressed)], total: 50), alone,
    ])
    report.shareSuppression()
    #expect(shown(report)[1] == [true, false, false, true])
  }

  @Test func theLineOfAWithheldGroupIsNotDrawn() throws {
    func line(_ name: String) -> Report.Chart.Series {
      .init(name, [.ratio(1), .ratio(0.5)])
    }
    let curves = Report.Chart(
      id: "b_curve", title: "b", unit: .ratio, alt: "b",
      .lines(.init(along: ["0", "1"], series: ["社群", "广告", "门店", "全部"].map(line))))
    var report = try report(
      [
        table("a", [("社群", 40), ("广告", .suppressed), ("门店", .suppressed)], total: 50),
        table("b", [("社群", 40), ("广告", 30), ("门店", 20)], total: 90),
      ], [curves])
    report.shareSuppression()
    let drawn = report.sections[0].blocks.compactMap { block -> [String]? in
      guard case .chart(let chart) = block, case .lines(let lines) = chart.kind else { return nil }
      return lines.series.map { $0.name }
    }
    #expect(drawn == [["社群", "全部"]])
  }

  @Test func otherDimensionsAndUnmarkedTablesStay() throws {
    var unmarked = table("c", [("广告", 12), ("社群", 30)], total: 42)
    unmarked.people = nil
    var report = try report([
      table("a", [("社群", 40), ("广告", .suppressed), ("门店", .suppressed)], total: 50),
      table("b", [("广告", 12), ("社群", 30)], total: 42, by: "age"), unmarked,
    ])
    report.shareSuppression()
    #expect(shown(report)[1...] == [[true, true, true], [true, true, true]])
  }

  /// Answers by channel, with their sum.
  private func cross(
    _ id: String, _ rows: [(String, [Report.Value])]
  ) -> Report.Table {
    Report.Table(
      id: "\(id)_cross", title: id,
      columns: [
        .init("group", "渠道", .text), .init("x", "x", .integer), .init("y", "y", .integer),
        .init("z", "z", .integer), .init("total", "合计", .integer),
      ],
      rows: rows.map { .init([.text($0)] + $1, isTotal: $0 == "合计") },
      people: .init(
        by: "channel", group: "group",
        counts: ["x", "y", "z"].map { .init($0, of: .init("answer", $0)) } + [.init("total")],
        addsUp: true, minimum: 5, dataset: id))
  }

  @Test func aCellWithheldOnceIsWithheldInTheOtherTable() throws {
    var report = try report([
      cross(
        "a",
        [
          ("社群", [.suppressed, .suppressed, 20, 40]), ("广告", [.suppressed, .suppressed, 20, 50]),
          ("合计", [25, 25, 40, 90]),
        ]),
      cross(
        "b", [("社群", [3, 17, 20, 40]), ("广告", [22, 8, 20, 50]), ("合计", [25, 25, 40, 90])]),
    ])
    report.shareSuppression()
    for case .table(let table) in report.sections[0].blocks {
      #expect(
        table.rows.map { $0.cells[1...].map { $0 != .suppressed } }
          == [
            [false, false, true, true], [false, false, true, true], [true, true, true, true],
          ])
    }
  }

  @Test func anAnswerWithheldInAllIsWithheldInEveryGroup() throws {
    var report = try report([
      table("a", [("x", .suppressed), ("y", .suppressed), ("z", 40)], total: 90, by: "answer"),
      cross(
        "b", [("社群", [3, 17, 20, 40]), ("广告", [22, 8, 20, 50]), ("合计", [25, 25, 40, 90])]),
    ])
    report.shareSuppression()
    guard case .table(let table)? = report.sections[0].blocks.last else {
      Issue.record("the table is gone")
      return
    }
    #expect(
      table.rows.map { $0.cells[1...].map { $0 != .suppressed } }
        == [[false, false, true, true], [false, false, true, true], [false, false, true, true]])
  }

  @Test func chartsOfTheSameRowsLoseTheGroup() throws {
    let chart = Report.Chart(
      id: "b_chart", title: "t", unit: .count, alt: "t",
      .bars(.init(categories: ["社群", "广告", "门店"], series: [.init("人数", [30, 12, 14])])))
    var report = try report(
      [
        table("a", [("社群", 40), ("广告", .suppressed), ("门店", .suppressed)], total: 50),
        table("b", [("社群", 30), ("广告", 12), ("门店", 14)], total: 56),
      ], [chart])
    report.shareSuppression()
    guard case .chart(let drawn)? = report.sections[0].blocks.last,
      case .bars(let bars) = drawn.kind
    else {
      Issue.record("the chart is gone")
      return
    }
    #expect(bars.categories == ["社群"] && bars.series[0].values == [30])
  }

  @Test func nothingWithheldChangesNothing() throws {
    let plain = try report([table("a", [("社群", 40), ("广告", 12)], total: 52)])
    var shared = plain
    shared.shareSuppression()
    #expect(shared == plain)
    #expect(try Report.Table.roundTrip(plain) == plain.withoutMarks)
  }
}

extension Report.Table {
  /// A report written and read again.
  fileprivate static func roundTrip(_ report: Report) throws -> Report {
    try Report(json: try report.json())
  }
}

extension Report {
  /// The same without what is not written.
  fileprivate var withoutMarks: Report {
    var report = self
    for section in report.sections.indices {
      for block in report.sections[section].blocks.indices {
        guard case .table(var table) = report.sections[section].blocks[block] else { continue }
        table.people = nil
        report.sections[section].blocks[block] = .table(table)
      }
    }
    return report
  }
}
