import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan
import FupanReports
import FupanStages

/// The rows of a dataset as a typed table: the first of them, without personal columns, and without
/// groups of too few people.
struct DatasetTable {
  private let scope: ReportScope
  private let dataset: CompiledDataset
  private let table: Table
  private let id: String
  private let title: String
  private static let mostRows = 20

  init(
    _ dataset: CompiledDataset, _ table: Table, id: String, title: String, in scope: ReportScope
  ) {
    self.scope = scope
    self.dataset = dataset
    self.table = table
    self.id = id
    self.title = title
  }

  var blocks: [Report.Block] {
    let text = scope.text
    guard table.count > 0 else {
      return [.prose(text.sentence(.noRows, ["dataset": .words(title)]))]
    }
    let fields = table.schema.fields.enumerated().filter { !$0.element.isPersonal }
    let personal = table.schema.fields.count - fields.count
    let total = Report.Sentence.Span.value(.integer(table.count), receipt: nil)
    // Rows about single people are not listed: a report shows people in groups only.
    guard !fields.isEmpty, personal == 0 || dataset.fragment.relation.isAggregated else {
      return [
        .prose(
          text.sentence(.personalRows, ["dataset": .words(title), "rows": total]))
      ]
    }
    let columns = fields.map { ColumnFormat($0.element, scope) }
    let withheld = withheldRows
    let rows = table.rows(first: Self.mostRows).enumerated().map { index, row in
      Report.Table.Row(
        zip(fields, columns).map { field, column in
          withheld.contains(index) && field.element.type.isNumeric
            ? .suppressed : column.cell(row[field.offset])
        })
    }
    var note: Report.Sentence?
    if table.count > Self.mostRows {
      note = text.sentence(
        .firstRows,
        ["rows": total, "shown": .value(.integer(Self.mostRows), receipt: nil)])
    }
    if !withheld.isEmpty {
      let small = text.sentence(
        .smallGroups,
        ["minimum": .value(.integer(scope.document.minimumGroup), receipt: nil)])
      note = Report.Sentence((note?.spans ?? []) + small.spans)
    }
    // Rows are groups of people by their first column of words.
    let group = fields.first { $0.element.type == .text }?.element.name
    let count = dataset.fragment.relation.peopleColumns.first { table.schema[$0] != nil }
    var people: Report.Table.PeopleCounts?
    if let group, let count {
      people = .init(
        by: group, group: group, count: count, minimum: scope.document.minimumGroup, dataset: id)
    }
    return [
      .table(
        Report.Table(
          id: id, title: title, columns: columns.map { $0.column }, rows: rows, note: note,
          people: people))
    ]
  }

  /// The rows whose groups have too few people, and those that would give them away.
  private var withheldRows: Set<Int> {
    var withheld: Set<Int> = []
    for name in dataset.fragment.relation.peopleColumns {
      guard let values = table.values(name) else { continue }
      let verdicts = SmallCells.list(
        values.map { $0.count ?? 0 }, minimumGroup: scope.document.minimumGroup)
      for (index, verdict) in verdicts.enumerated() where verdict != .published {
        withheld.insert(index)
      }
    }
    return withheld
  }
}

extension Relation {
  /// Whether its rows are groups of rows.
  fileprivate var isAggregated: Bool {
    switch node {
    case .aggregate: true
    case .project(let input, _), .filter(let input, _), .sort(let input, _), .limit(let input, _),
      .window(let input, _):
      input.isAggregated
    case .scan(.fragment(let fragment)) where fragment.finish == nil:
      fragment.relation.isAggregated
    case .join(let left, _, _): left.isAggregated
    default: false
    }
  }

  /// The columns that count people: different values of a personal column.
  var peopleColumns: [String] {
    switch node {
    case .aggregate(let input, _, let into):
      return into.filter { aggregation in
        aggregation.function == .countDistinct
          && aggregation.column.flatMap { input.schema[$0] }?.isPersonal == true
      }.map { $0.name }
    case .project(let input, let projections):
      let counted = input.peopleColumns
      return projections.filter { $0.passedColumn.map(counted.contains) ?? false }.map { $0.name }
    case .filter(let input, _), .sort(let input, _), .limit(let input, _), .window(let input, _):
      return input.peopleColumns
    case .scan(.fragment(let fragment)) where fragment.finish == nil:
      return fragment.relation.peopleColumns
    case .union(let inputs): return inputs.first?.peopleColumns ?? []
    case .join(let left, let right, _):
      return (left.peopleColumns + right.peopleColumns).filter { schema[$0] != nil }
    default: return []
    }
  }
}

/// How a column of a dataset is called and how its cells are typed.
struct ColumnFormat {
  let column: Report.Table.Column
  private let kind: Report.Table.Column.Kind
  private let text: SectionText
  private let zone: TimeZoneRules

  init(_ field: Field, _ scope: ReportScope) {
    text = scope.text
    zone = scope.surroundings.zone
    kind = ColumnFormat.kind(of: field)
    column = Report.Table.Column(
      field.name, ColumnFormat.label(of: field, scope), kind,
      metric: scope.registry[field.name]?.id)
  }

  private static func kind(of field: Field) -> Report.Table.Column.Kind {
    switch field.type {
    case .bool, .text, .list, .timestamp: .text
    case .integer: .integer
    case .date: .date
    case .decimal, .wideDecimal: field.unit.map { $0.isCurrency } ?? true ? .money : .number
    case .number where isMultiple(field.name): .multiple
    case .number: field.unit == .ratio || isRate(field.name) ? .ratio : .number
    }
  }

  /// Names that say that a number is how many times as much.
  private static func isMultiple(_ name: String) -> Bool {
    ["roas", "multiple"].contains { name == $0 || name.hasSuffix("_\($0)") }
  }

  /// Names that say that a number is a share.
  private static func isRate(_ name: String) -> Bool {
    ["rate", "share", "deviation", "ratio", "ctr"].contains {
      name == $0 || name.hasSuffix("_\($0)")
    }
  }

  /// What readers call a column: a canonical name's label, a metric's, the header of the
  /// export, or what the pipeline calls it.
  private static func label(of field: Field, _ scope: ReportScope) -> String {
    CanonicalLabel.column(field.name, in: scope.language)
      ?? scope.registry[field.name]?.label(in: scope.language) ?? field.title ?? field.name
  }

  func cell(_ value: Value) -> Report.Value {
    switch (value, kind) {
    case (.missing, _): .missing(.noData)
    case (.bool(let flag), _): .text(text[flag ? .yes : .no])
    case (.date(let day), _): .date(CivilDate(daysSinceEpoch: Int(day)))
    case (.timestamp(let instant), _):
      .date(CivilDate(daysSinceEpoch: Int(zone.localDay(instant))))
    case (.integer(let number), _): .integer(Int(number))
    case (.number(let number), .ratio): .ratio(number)
    case (.number(let number), .multiple): .multiple(number)
    case (.number(let number), _): .number(number, places: 2)
    case (.decimal(let unscaled, let scale), .money):
      FigureFormat(unit: "CNY").value(ScaledInteger(unscaled, scale: scale))
    case (.decimal(let unscaled, let scale), _):
      .number(ScaledInteger(unscaled, scale: scale).doubleValue, places: min(scale, 4))
    case (.list(let items), _): .text(text.list(items))
    case (.text(let words), _): .text(words)
    }
  }
}

extension SectionPhrase {
  static let yes = SectionPhrase("是", "yes")
  static let no = SectionPhrase("否", "no")
  fileprivate static let noRows = SectionPhrase("{dataset}没有符合条件的行。", "{dataset} has no rows.")
  fileprivate static let personalRows = SectionPhrase(
    "{dataset}有 {rows} 行，每行是一个人，报告里不逐行显示。",
    "{dataset} has {rows} rows, one for each person; a report does not list them.")
  fileprivate static let firstRows = SectionPhrase(
    "共 {rows} 行，这里显示前 {shown} 行。", "{rows} rows in all, the first {shown} are shown. ")
  fileprivate static let smallGroups = SectionPhrase(
    "不足 {minimum} 人的组及可推算出它的组已隐去。",
    "Groups of fewer than {minimum} people, and those that would give them away, are withheld.")
}
