import FupanDiagnostics
import Testing

@testable import FupanReports

/// Charts of data that is not like the sample: nothing, one of a kind, zeros, debts, crowds.
@Suite struct ChartEngineTests {
  typealias Chart = Report.Chart

  private static let shapes: [(name: String, values: [Report.Value])] = [
    ("one", [7]),
    ("zeros", [0, 0, 0]),
    ("one_missing", [.missing(.noData), 3, .suppressed]),
    ("negative", [-5, -2, -9]),
    ("mixed", [-5, 0, 12]),
    ("huge", [.integer(Int.max), 1, 2]),
    ("small", [.number(1e-9, places: 9), .number(2e-9, places: 9), .number(0, places: 9)]),
    ("crowd", (0..<60).map { .integer($0 * 37 % 101) }),
  ]

  private func kinds(of values: [Report.Value]) -> [(String, Chart.Kind)] {
    let names = values.indices.map { "第\($0 + 1)项 item 🎉" }
    let rows = min(values.count, 8)
    return [
      (
        "grouped",
        .bars(.init(categories: names, series: [.init("甲", values), .init("乙", values)]))
      ),
      (
        "stacked",
        .bars(.init(categories: names, series: [.init("甲", values), .init("乙", values)], .stacked))
      ),
      (
        "diverging",
        .bars(
          .init(
            categories: names, series: [.init("甲", values)], .diverging, reference: .init("线", 4)))
      ),
      (
        "lines",
        .lines(
          .init(
            along: names, series: [.init("甲", values)],
            band: .init("带", lower: values, upper: values),
            annotations: [.init(at: names[0], "起点"), .init(at: "不在", "不画")],
            reference: .init("线", .missing(.noData))))
      ),
      (
        "funnel",
        .funnel(
          .init(
            zip(names, values).map {
              .init($0, count: $1, fromPrevious: .missing(.undefined), fromFirst: .ratio(0.5))
            }))
      ),
      (
        "heat",
        .heat(
          .init(
            rows: Array(names.prefix(rows)), columns: names,
            values: Array(repeating: values, count: rows)))
      ),
      (
        "cohorts",
        .cohorts(
          .init(
            periods: names,
            cohorts: (0..<rows).map {
              .init(names[$0], size: .suppressed, values: Array(values.dropLast($0)))
            }))
      ),
      (
        "quadrants",
        .quadrants(
          .init(
            x: .init("横", .count, cut: 3), y: .init("纵", .money),
            fields: ["一", "二", "三", "四"],
            points: zip(names, values).map { .init($0, x: $1, y: $1, size: $1) }))
      ),
      (
        "waterfall",
        .waterfall(
          .init(zip(names, values).map { .init($0, $1) } + [.init("合计", 5, isTotal: true)]))
      ),
      (
        "intervals",
        .intervals(
          .init(
            zip(names, values).map {
              .init($0, estimate: $1, low: .missing(.tooFew), high: $1, n: 3)
            }))
      ),
      (
        "multiples",
        .multiples(.init(along: names, groups: (0..<rows).map { .init(names[$0], values) }))
      ),
      (
        "fishbone",
        .fishbone(
          .init(effect: names.joined(), bones: names.map { .init($0, names + [""]) }))
      ),
    ]
  }

  @Test(
    "charts of unusual data are drawn, without a coordinate that is no number",
    arguments: shapes.map { $0.name })
  func unusual(shape: String) throws {
    let values = try #require(Self.shapes.first { $0.name == shape }?.values)
    let format = ReportFormat(language: .simplifiedChinese, currency: "CNY")
    let engine = try ChartEngine.loaded()
    for (name, kind) in kinds(of: values) {
      let chart = Chart(id: name, title: "", unit: .count, alt: "", kind)
      let drawing = try #require(ChartDrawing(chart, format: format), "\(name)")
      for width in [DrawnChart.widths.narrow, DrawnChart.widths.wide] {
        let svg = try engine.svg(
          of: StillPicture(drawing: drawing, name: name, width: width, prefix: ""))
        #expect(svg.hasPrefix("<svg width=\"\(width)\""), "\(name)")
        for slip in ["NaN", "Infinity", "undefined", "null"] {
          #expect(!svg.contains(slip), "\(name) at \(width): \(slip)")
        }
        #expect(MarkupScanner(svg).faults.isEmpty, "\(name)")
      }
      #expect(chart.table(in: format.text).rows.allSatisfy { !$0.cells.isEmpty })
    }
  }

  @Test("pictures are the same in whatever order and by however many engines they are drawn")
  func anyOrder() throws {
    let format = ReportFormat(language: .simplifiedChinese, currency: "CNY")
    let values = try #require(Self.shapes.first?.values)
    let pictures = try kinds(of: values).flatMap { name, kind in
      let chart = Chart(id: name, title: "", unit: .count, alt: "", kind)
      let drawing = try #require(ChartDrawing(chart, format: format), "\(name)")
      return [340, 500, 760].map {
        StillPicture(drawing: drawing, name: name, width: $0, prefix: "\(name)-\($0)-")
      }
    }
    let alone = try StillPicture.drawn(pictures, engines: 1)
    #expect(alone.count == pictures.count)
    #expect(try StillPicture.drawn(pictures, engines: 3) == alone)
    #expect(try StillPicture.drawn(pictures.reversed(), engines: 2) == alone.reversed())
    // Ids, where there are any, begin with what the picture was given.
    for (picture, element) in zip(pictures, alone) {
      for id in MarkupScanner(element).tags.flatMap(\.attributes) where id.name == "id" {
        #expect(id.value.hasPrefix(picture.prefix))
      }
    }
  }

  @Test("a chart of nothing says so")
  func nothing() throws {
    for values in [[], [Report.Value.missing(.noData), .suppressed]] {
      let kinds: [Chart.Kind] = [
        .bars(.init(categories: values.map { _ in "a" }, series: [.init("", values)])),
        .lines(.init(along: values.map { _ in "a" }, series: [.init("", values)])),
        .heat(.init(rows: ["a"], columns: values.map { _ in "a" }, values: [values])),
        .waterfall(.init(values.map { .init("a", $0) })),
      ]
      var report = SampleReport.english.report
      report.sections = [
        .init(
          .timeline,
          blocks: kinds.enumerated().map {
            .chart(Chart(id: "c\($0)", title: "", unit: .count, alt: "", $1))
          })
      ]
      let page = try HTMLWriter().files(for: report)[0].text
      #expect(page.ranges(of: "There is nothing to draw.").count == 4)
    }
  }

  @Test("a script that fails is a problem with its chart's name, not a crash")
  func failing() throws {
    var drawing = ChartDrawing(kind: "pie", unit: .count, language: .english, currency: "$")
    drawing.labels = ["a"]
    let engine = try ChartEngine.loaded()
    do {
      _ = try engine.svg(
        of: StillPicture(drawing: drawing, name: "share", width: 340, prefix: ""))
      Issue.record("a pie was drawn")
    } catch {
      #expect(error.first.code == "chart_failed")
      #expect(error.first.facts[0].value == .text("share"))
    }
  }
}
