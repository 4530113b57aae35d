import FupanConfig
import FupanDiagnostics
import FupanFormats
import FupanMetrics
import FupanPlan

/// Targets that a team keeps on a sheet of a workbook, known by its headers, Chinese or English.
///
///     目标   指标 | 目标 | 读法 | 负责人 | 期限 | 阶段 | 范围 | 目的
///
/// A metric is named by its id or by its label. A spreadsheet does not keep the sign of `+30%`, so a
/// goal in percent says how it is read.
enum TargetWorkbook {
  /// The targets of a sheet.
  ///
  /// - Parameters:
  ///   - path: the workbook's.
  ///   - place: where it is named.
  ///   - wanted: the sheet; nil takes those with the headers of targets.
  /// - Throws: a workbook that cannot be read or has no such sheet, every column that is not known,
  ///   and every cell that does not fit.
  static func read(
    _ path: String, named place: Place?, sheet wanted: String?, _ registry: MetricRegistry
  ) throws(Problems) -> [Named<TargetSettings>] {
    let book = try WorkbookFile(path)
    let sheets =
      try wanted.map { (name) throws(Problems) in try book.sheets(SheetChoice(name), ReadOptions())
      }
      ?? book.sheets.filter { !$0.isHidden }
    var found: [Diagnostic] = []
    var entries: [Node] = []
    var isKnown = false
    for sheet in sheets {
      let rows = try book.rows(of: sheet)
      guard let head = KeptSheet.targets.header(of: rows) else { continue }
      isKnown = true
      entries += KeptSheet.targets.entries(
        of: rows, below: head, at: SheetPlace(file: path, sheet: sheet.name), gathering: &found)
    }
    if !isKnown {
      found.append(
        Diagnostic(
          .targetsWithoutSheet, at: place,
          ["file": .text(path), "sheets": .list(book.sheets.map { $0.name })])
      )
    }
    var targets: [Named<TargetSettings>] = []
    for entry in entries {
      let known = found.gather { () throws(Problems) in try metric(of: entry, registry) }
      let node = node(of: entry, metric: known?.id ?? "")
      let target = Named<TargetSettings>(
        from: node, in: DecodingContext(parameter: "targets"), gathering: &found)
      if let target { targets.append(target) }
    }
    for target in targets {
      let goal = target.settings.goal
      guard case .percentage = goal.value, target.settings.as == nil else { continue }
      found.append(
        Diagnostic(
          .goalWithoutReading, at: goal.place,
          ["name": .text(target.name), "goal": .text(goal.written)]))
    }
    try Problems.throwIfAny(found)
    return targets
  }

  private static func metric(
    of entry: Node, _ registry: MetricRegistry
  ) throws(Problems) -> Metric {
    try registry.metric(
      called: entry["metric"]?.scalar ?? "", at: entry["metric"]?.place ?? entry.place)
  }

  /// An entry as a document writes it: the metric's name before its settings.
  private static func node(of entry: Node, metric: String) -> Node {
    let settings = (entry.mapping ?? []).filter { $0.key != "metric" }
    let value = Node(.mapping(settings), style: .block, at: entry.place)
    let named = Node.Entry(
      key: metric, keyPlace: entry["metric"]?.place ?? entry.place, value: value)
    return Node(.mapping([named]), style: .block, at: entry.place)
  }
}
