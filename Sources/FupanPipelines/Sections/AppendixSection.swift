import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanMetrics
import FupanPlan
import FupanReports
import FupanStages

/// What stands behind the report: definitions, the quality of the data, and where it came from.
struct AppendixSection: ReportSection {
  static let kind = Report.Section.Kind.appendix
  static let summary = "Definitions of metrics, quality of the data, lineage."

  func prepare(in scope: ReportScope) throws(Problems) -> PreparedSection {
    var fresh: [(dataset: CompiledDataset, fragment: Fragment)] = []
    for dataset in scope.datasets where !dataset.isAbsent {
      let schema = dataset.fragment.schema
      let time = scope.surroundings.timeColumns.lazy.compactMap { schema[$0] }.first {
        $0.type == .date || $0.type == .timestamp
      }
      let into =
        [Aggregation("rows", .count)]
        + (time.map { [Aggregation("last", .max, of: $0.name)] } ?? [])
      fresh.append(
        (
          dataset,
          Fragment(
            "appendix.\(dataset.name)",
            try Relation(scanning: dataset.fragment, origin: Origin("appendix"))
              .aggregated(into, by: []))
        ))
    }
    let datasets = fresh
    let people = try PeopleAccount(in: scope)
    let channels = try ChannelAccount(in: scope)
    return PreparedSection(
      queries: people?.queries ?? [],
      fragments: datasets.map { $0.fragment } + (people?.fragments ?? [])
        + (channels?.fragments ?? [])
    ) { results in
      let writer = AppendixWriter(scope, results)
      var book = ReceiptBook(scope, results)
      let known = people?.blocks(results, &book) ?? []
      return BuiltSection(
        Report.Section(
          .appendix,
          blocks: writer.quality + writer.warnings + writer.lineage(datasets) + known
            + (channels?.blocks(results) ?? []),
          note: scope.text.sentence(.appendixNote)), receipts: book.receipts)
    }
  }

  /// The definitions of the metrics that the report shows, parts of composed ones included.
  static func definitions(
    _ used: [String], _ compiled: CompiledPipeline
  ) -> Report.Table? {
    let language = compiled.document.locale.language
    let text = SectionText(language)
    let metrics = compiled.registry.closure(of: used)
    guard !metrics.isEmpty else { return nil }
    let table = Report.Table(
      id: "appendix_definitions", title: text[.definitions],
      columns: [
        .init("metric", text[.metric], .text), .init("id", text[.id], .text),
        .init("formula", text[.formula], .text), .init("numerator", text[.numerator], .text),
        .init("denominator", text[.denominator], .text), .init("filter", text[.filter], .text),
        .init("unit", text[.unit], .text), .init("total", text[.combined], .text),
        .init("window", text[.window], .text),
        .init("version", text[.version], .integer),
      ],
      rows: metrics.map { metric in
        let declaration = metric.declaration
        let words = declaration.formula.map { language == .english ? $0.en : $0.zh }
        let total = metric.aggregation(over: .time).map { text[.rule($0)] } ?? text[.asItsParts]
        return Report.Table.Row(
          [
            .text(metric.label(in: language)), .text(metric.id),
            .text(words ?? metric.formulaText),
            .text(declaration.numerator?.text ?? declaration.value?.text ?? ""),
            .text(declaration.denominator?.text ?? ""), .text(declaration.filter?.text ?? ""),
            .text(text[.unitName(declaration.unit)]),
            .text(total),
            .text(
              text[window(of: metric, in: compiled)]),
            .integer(declaration.version),
          ], metric: metric.id)
      })
    return table.withoutEmptyColumns
  }
}

extension AppendixSection {
  /// Which days a metric looks at.
  private static func window(
    of metric: Metric, in compiled: CompiledPipeline
  ) -> SectionPhrase {
    if compiled.document.campaign == nil { return .allThereIs }
    if case .composed = metric.form { return .asItsParts }
    return metric.declaration.during == .all ? .allThereIs : .periodWindow
  }
}

/// Writes the appendix once the run is over.
private struct AppendixWriter {
  let scope: ReportScope
  let results: ReportResults
  let text: SectionText

  init(_ scope: ReportScope, _ results: ReportResults) {
    self.scope = scope
    self.results = results
    text = scope.text
  }

  /// Every file with where its records went, and what was checked against total rows.
  var quality: [Report.Block] {
    let account = results.account
    let files = account.files
    guard !files.isEmpty else { return [] }
    let sums = text.sentence(
      account.checkedTotals > 0 ? .checkedTotals : .noTotals,
      [
        "read": .value(.integer(account.rowsRead), receipt: nil),
        "rejected": .value(.integer(account.rejected), receipt: nil),
        "totals": .value(.integer(account.checkedTotals), receipt: nil),
      ])
    let superseded = account.superseded.reduce(0) { $0 + $1.rows }
    let overlap: [Report.Block] =
      superseded == 0
      ? []
      : [
        .prose(
          text.sentence(.superseded, ["rows": .value(.integer(superseded), receipt: nil)]))
      ]
    let cut = files.filter { $0.isAtCap }.map { fileName($0.name) }
    let truncation: [Report.Block] =
      cut.isEmpty
      ? []
      : [
        .callout(
          Report.Callout(
            .caution,
            text.sentence(
              .mayBeCut, ["files": .value(.text(text.list(cut)), receipt: nil)])))
      ]
    let names = files.map { $0.name }.withoutCommonFolder
    let rows = zip(files, names).map { file, name in
      let account = file.account
      return Report.Table.Row([
        .text(name), .text(file.encoding),
        file.structure.map { .text($0.writtenDelimiter) } ?? .missing(.notApplicable),
        file.structure.map { .integer(Int($0.headerLine)) } ?? .missing(.notApplicable),
        .integer(account.records),
        .integer(account.preamble + account.headers + account.passedOver),
        .integer(account.totals),
        .integer(account.read), .integer(account.rejected),
        .status(account.isClosed ? .ok : .warning), .text(String(file.sha256.prefix(16))),
      ])
    }
    return [.prose(sums)] + overlap + truncation + totals + notable + [
      .table(
        Report.Table(
          id: "appendix_files", title: text[.dataQuality],
          columns: [
            .init("file", text[.file], .text), .init("encoding", text[.encoding], .text),
            .init("delimiter", text[.delimiter], .text),
            .init("header_line", text[.headerLine], .integer),
            .init("records", text[.records], .integer),
            .init("headers", text[.headers], .integer), .init("totals", text[.totals], .integer),
            .init("read", text[.read], .integer), .init("rejected", text[.rejected], .integer),
            .init("closed", text[.closed], .status), .init("sha256", text[.sha256], .text),
          ], rows: rows, note: text.sentence(.accountNote)))
    ]
  }

  /// What each total row says, beside the sum of its rows.
  private var totals: [Report.Block] {
    let totals = results.account.totals
    guard !totals.isEmpty else { return [] }
    let rows = totals.map { total in
      Report.Table.Row([
        .text(fileName(total.file)), .integer(Int(total.comparison.line)),
        .text(total.comparison.label), .text(total.column), .text(total.comparison.total),
        .text(total.comparison.sum), .status(total.comparison.outcome == .equal ? .ok : .warning),
      ])
    }
    return [
      .table(
        Report.Table(
          id: "appendix_totals", title: text[.totalRows],
          columns: [
            .init("file", text[.file], .text), .init("line", text[.line], .integer),
            .init("label", text[.label], .text), .init("column", text[.column], .text),
            .init("total", text[.total], .text), .init("sum", text[.sum], .text),
            .init("agrees", text[.agrees], .status),
          ], rows: rows))
    ]
  }

  /// Columns with lower bounds, masked values, unknown words and reasons for missing.
  private var notable: [Report.Block] {
    let columns = results.account.notable
    guard !columns.isEmpty else { return [] }
    let rows = columns.map { column in
      let tally = column.tally
      let reasons = tally.orderedReasons.map { "\(text[.reason($0.reason)]) \($0.count)" }
      return Report.Table.Row([
        .text(column.dataset), .text(column.column), .integer(tally.lowerBounds),
        .integer(tally.masked), .integer(tally.unknownWords.count), .integer(tally.zeroDates),
        .text(text.list(reasons)),
      ])
    }
    return [
      .table(
        Report.Table(
          id: "appendix_values", title: text[.notableValues],
          columns: [
            .init("dataset", text[.dataset], .text), .init("column", text[.column], .text),
            .init("lower_bounds", text[.lowerBounds], .integer),
            .init("masked", text[.masked], .integer),
            .init("unknown_words", text[.unknownWords], .integer),
            .init("zero_dates", text[.zeroDates], .integer),
            .init("reasons", text[.reasons], .text),
          ], rows: rows))
    ]
  }

  /// What the run warned of, checks that did not hold among it.
  var warnings: [Report.Block] {
    guard !results.warnings.isEmpty else { return [] }
    let rows = results.warnings.map { warning in
      let place = warning.place.map { "\(fileName($0.file)):\($0.line)" }
      return Report.Table.Row([
        .text(warning.message.text(in: scope.language, with: warning.facts)),
        .text(place ?? ""), .status(.warning),
      ])
    }
    return [
      .table(
        Report.Table(
          id: "appendix_warnings", title: text[.warnings],
          columns: [
            .init("finding", text[.finding], .text), .init("place", text[.place], .text),
            .init("status", text[.state], .status),
          ], rows: rows))
    ]
  }

  /// Every dataset: the files behind it, its rows, and the last day it knows.
  func lineage(
    _ datasets: [(dataset: CompiledDataset, fragment: Fragment)]
  ) -> [Report.Block] {
    let zone = scope.surroundings.zone
    var rows = datasets.map { dataset, fragment in
      let row = results.tables[fragment.name]?.rows.first ?? []
      var last = Report.Value.missing(.notApplicable)
      switch row.count > 1 ? row[1] : .missing {
      case .date(let day): last = .date(CivilDate(daysSinceEpoch: Int(day)))
      case .timestamp(let instant):
        last = .date(CivilDate(daysSinceEpoch: Int(zone.localDay(instant))))
      default: break
      }
      let count = row.first?.count.map { Report.Value.integer($0) } ?? .missing(.noData)
      return Report.Table.Row([
        .text(dataset.name), .text(text.list(dataset.fragment.relation.inputFiles.map(fileName))),
        count, last,
      ])
    }
    rows += scope.datasets.filter { $0.isAbsent }.map { dataset in
      Report.Table.Row([
        .text(dataset.name), .text(text[.absent]), .missing(.noData), .missing(.noData),
      ])
    }
    return [
      .table(
        Report.Table(
          id: "appendix_lineage", title: text[.lineage],
          columns: [
            .init("dataset", text[.dataset], .text), .init("files", text[.madeFrom], .text),
            .init("rows", text[.rows], .integer), .init("last", text[.lastDay], .date),
          ], rows: rows))
    ]
  }

  /// A file without its folders, which say nothing to readers.
  private func fileName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}

extension SectionPhrase {
  fileprivate static let appendixNote = SectionPhrase(
    "每个数字怎么算、数据从哪来、丢了什么，都在这里。",
    "How each figure is computed, where the data comes from and what was left out.")
  fileprivate static let definitions = SectionPhrase("指标口径", "Definitions of metrics")
  fileprivate static let id = SectionPhrase("名称", "Name")
  fileprivate static let formula = SectionPhrase("定义", "Definition")
  fileprivate static let numerator = SectionPhrase("算式或分子", "Expression or numerator")
  fileprivate static let denominator = SectionPhrase("分母", "Denominator")
  fileprivate static let filter = SectionPhrase("筛选", "Filter")
  fileprivate static let unit = SectionPhrase("单位", "Unit")
  fileprivate static let window = SectionPhrase("时间窗", "Window")
  fileprivate static let version = SectionPhrase("版本", "Version")
  fileprivate static let asItsParts = SectionPhrase("随各组成指标", "as its parts")
  fileprivate static let allThereIs = SectionPhrase("全部数据", "all there is")
  fileprivate static let periodWindow = SectionPhrase("活动期", "the period")
  fileprivate static let dataQuality = SectionPhrase(
    "数据质量：每个文件的每一行", "Data quality: every row of every file")
  fileprivate static let file = SectionPhrase("文件", "File")
  fileprivate static let encoding = SectionPhrase("编码", "Encoding")
  fileprivate static let delimiter = SectionPhrase("分隔符", "Delimiter")
  fileprivate static let headerLine = SectionPhrase("表头行", "Header line")
  fileprivate static let mayBeCut = SectionPhrase(
    "{files} 的行数恰好是此类导出的上限，可能不完整。",
    "{files}: exactly as many rows as such exports have at most, so it may be cut off.")
  fileprivate static let records = SectionPhrase("记录", "Records")
  fileprivate static let headers = SectionPhrase("表头与说明行", "Headers and banners")
  fileprivate static let totals = SectionPhrase("合计行", "Total rows")
  fileprivate static let read = SectionPhrase("读入", "Read")
  fileprivate static let rejected = SectionPhrase("拒收", "Rejected")
  fileprivate static let closed = SectionPhrase("账目相符", "Adds up")
  fileprivate static let sha256 = SectionPhrase("SHA-256（前 16 位）", "SHA-256 (first 16 digits)")
  fileprivate static let accountNote = SectionPhrase(
    "记录 = 表头与说明行 + 合计行 + 读入 + 拒收；合计行只用来核对，不计入。",
    "Records = headers and banners + total rows + read + rejected; total rows are checked, never added."
  )
  fileprivate static let checkedTotals = SectionPhrase(
    "共读入 {read} 行，拒收 {rejected} 行；合计行里的 {totals} 个数与明细之和逐一核对，全部相符。",
    "{read} rows were read and {rejected} rejected; {totals} figures of total rows were checked against the sums of their columns and agree."
  )
  fileprivate static let warnings = SectionPhrase("运行时的提醒", "What the run warned of")
  fileprivate static let finding = SectionPhrase("发现", "Finding")
  fileprivate static let place = SectionPhrase("位置", "Place")
  fileprivate static let state = SectionPhrase("状态", "State")
  fileprivate static let superseded = SectionPhrase(
    "几次下载有重叠：较早下载中的 {rows} 行在较晚的下载里也有，以较晚的为准。",
    "Downloads overlap: {rows} rows of earlier ones are in later ones too, which count.")
  fileprivate static let noTotals = SectionPhrase(
    "共读入 {read} 行，拒收 {rejected} 行；没有可核对的合计行。",
    "{read} rows were read and {rejected} rejected; there was no total row to check.")
  fileprivate static let totalRows = SectionPhrase("合计行与明细之和", "Total rows and their sums")
  fileprivate static let line = SectionPhrase("行号", "Line")
  fileprivate static let label = SectionPhrase("名称", "Label")
  fileprivate static let column = SectionPhrase("列", "Column")
  fileprivate static let total = SectionPhrase("合计行", "Total row")
  fileprivate static let sum = SectionPhrase("明细之和", "Sum of rows")
  fileprivate static let agrees = SectionPhrase("相符", "Agrees")
  fileprivate static let notableValues = SectionPhrase("取值说明", "Values to know of")
  fileprivate static let lowerBounds = SectionPhrase("下限值", "At least")
  fileprivate static let masked = SectionPhrase("已打码", "Masked")
  fileprivate static let unknownWords = SectionPhrase("未声明的取值", "Not declared")
  fileprivate static let zeroDates = SectionPhrase("零日期", "Zero dates")
  fileprivate static let reasons = SectionPhrase("缺失原因", "Missing because")
  fileprivate static let lineage = SectionPhrase("数据来源与新鲜度", "Lineage and freshness")
  fileprivate static let dataset = SectionPhrase("数据集", "Dataset")
  fileprivate static let madeFrom = SectionPhrase("来自", "Made from")
  fileprivate static let rows = SectionPhrase("行数", "Rows")
  fileprivate static let lastDay = SectionPhrase("最后一天", "Last day")
  fileprivate static let absent = SectionPhrase("文件未到", "files not there")

  fileprivate static let combined = SectionPhrase("各天合起来", "Days combined")
  /// How values of several days become one.
  fileprivate static func rule(_ rule: AggregationRule) -> SectionPhrase {
    switch rule {
    case .sum: SectionPhrase("相加", "added up")
    case .ratioOfSums: SectionPhrase("分子分母各自相加再除", "parts added up, then divided")
    case .lastValue: SectionPhrase("取最后一个完整值", "the last complete one")
    case .recompute: SectionPhrase("回到明细重算，不可相加", "counted anew, never added up")
    }
  }

  /// Why cells are missing, where profiles say it in the words of exports; others say it themselves.
  fileprivate static func reason(_ name: String) -> SectionPhrase {
    switch name {
    case "empty": SectionPhrase("未填", "left empty")
    case "skipped": SectionPhrase("跳过", "skipped")
    default: SectionPhrase(name, name)
    }
  }

  fileprivate static func unitName(_ unit: String) -> SectionPhrase {
    switch unit {
    case "count": SectionPhrase("个", "count")
    case "ratio": SectionPhrase("比率", "ratio")
    case "multiple": SectionPhrase("倍", "times")
    case "points": SectionPhrase("分", "points")
    case "s": SectionPhrase("秒", "seconds")
    case "index": SectionPhrase("数", "number")
    case "CNY": SectionPhrase("元", "CNY")
    default: SectionPhrase(unit, unit)
    }
  }
}
