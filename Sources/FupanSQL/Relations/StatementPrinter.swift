import FupanData
import FupanDiagnostics
import FupanPlan

/// Writes one statement: a named step for each node of the algebra.
struct StatementPrinter {
  let generator: SQLGenerator
  /// Fragments that stand as tables of their own.
  let kept: Set<String>
  private(set) var inputs: [SQLScript.Input] = []
  /// The fragment whose steps are being written; inputs are named after it.
  private var fragment: String
  private var steps: [(name: String, sql: String)] = []
  private var inlined: [String: String] = [:]

  init(_ generator: SQLGenerator, kept: Set<String>, fragment: String) {
    self.generator = generator
    self.kept = kept
    self.fragment = fragment
  }

  var dialect: Dialect { generator.dialect }

  func name(_ name: String) -> String { dialect.quoted(name: name) }

  /// The steps so far with `select` as their last.
  func query(_ select: String) -> String {
    guard !steps.isEmpty else { return select }
    let named = steps.map { step in
      "\(name(step.name)) AS (\n  \(step.sql.split(separator: "\n").joined(separator: "\n  "))\n)"
    }
    return "WITH \(named.joined(separator: ", "))\n\(select)"
  }

  /// The quoted name of the table or step that holds a relation's rows.
  mutating func source(_ relation: Relation) throws(Problems) -> String {
    if let reason = nativeReason(relation) {
      guard case .loaded = generator.nativeWork else { throw refusal(relation, reason) }
      var title = fragment + ".read"
      let sameName = inputs.count { $0.name.hasPrefix(title) }
      if sameName > 0 { title += "\(sameName + 1)" }
      while kept.contains(title) { title += "_" }
      inputs.append(SQLScript.Input(name: title, relation: relation))
      return name(title)
    }
    if case .scan(.fragment(let scanned)) = relation.node {
      if kept.contains(scanned.name) { return name(scanned.name) }
      if let known = inlined[scanned.name] { return known }
      let outer = fragment
      fragment = scanned.name
      defer { fragment = outer }
      let rows = try source(scanned.relation)
      inlined[scanned.name] = rows
      return rows
    }
    // Rows of a table have no order: it is said again where it matters.
    if case .sort(let input, _) = relation.node { return try source(input) }
    return step(relation.origin.stage, try select(relation))
  }

  mutating func step(_ stage: String, _ sql: String) -> String {
    var title = "\(stage)_\(steps.count + 1)"
    while kept.contains(title) { title += "_" }
    steps.append((title, sql))
    return name(title)
  }

  /// Why only the native engine can compute a relation, or nil.
  private func nativeReason(_ relation: Relation) -> FactValue? {
    switch relation.node {
    case .scan(.files):
      .phrase(en: "files are read natively", zh: "文件只能在本机读取")
    case .check(_, let check) where !check.conversions.isEmpty:
      .phrase(en: "text is read as values natively", zh: "文本转换只能在本机进行")
    case .project(_, let projections) where projections.contains(where: \.expression.isNativeOnly):
      .phrase(en: "pseudonyms are made natively", zh: "假名只能在本机生成")
    default: nil
    }
  }

  /// Whether the rows of a relation come as the native engine has them, so that they can be counted
  /// where only the order of the input decides.
  func keepsInputOrder(_ relation: Relation) -> Bool {
    guard dialect.countsInInputOrder else { return false }
    if nativeReason(relation) != nil { return true }
    return switch relation.node {
    case .values: true
    case .scan(.files): true
    case .scan(.fragment(let fragment)):
      fragment.finish != nil || keepsInputOrder(fragment.relation)
    case .project(let input, _), .filter(let input, _), .check(let input, _):
      keepsInputOrder(input)
    case .union(let inputs): inputs.allSatisfy { keepsInputOrder($0) }
    default: false
    }
  }

  private func refusal(_ relation: Relation, _ reason: FactValue) -> Problems {
    Problems(
      Diagnostic(
        .notInSQL, at: relation.origin.place,
        ["stage": .text(relation.origin.stage), "reason": reason]))
  }

  /// An expression's SQL; where it has none, the stage that needs it is told.
  func sql(_ expression: Expression, of relation: Relation) throws(Problems) -> String {
    do throws(ExpressionPrinter.Refusal) {
      return try ExpressionPrinter(dialect: dialect, zone: generator.zone).sql(expression)
    } catch { throw refusal(relation, error.reason) }
  }

  /// A value of one type as another's SQL.
  func cast(_ sql: String, from: DataType, to: DataType) -> String {
    let printer = ExpressionPrinter(dialect: dialect, zone: generator.zone)
    return (try? printer.cast(sql, from: from, to: to)) ?? sql
  }

  private mutating func select(_ relation: Relation) throws(Problems) -> String {
    switch relation.node {
    case .scan, .sort: preconditionFailure("scans and sorts are no steps")
    case .values(let table): return values(table)
    case .project(let input, let projections):
      let rows = try source(input)
      var columns: [String] = []
      for projection in projections {
        let value = try sql(projection.expression, of: relation)
        let title = name(projection.name)
        columns.append(value == title ? value : "\(value) AS \(title)")
      }
      return "SELECT\(list(columns))\nFROM \(rows)"
    case .filter(let input, let condition):
      let rows = try source(input)
      return "SELECT * FROM \(rows)\nWHERE \(try sql(condition, of: relation))"
    case .check(let input, let check): return try self.check(input, check, of: relation)
    case .aggregate(let input, let by, let aggregations):
      return try aggregate(input, by, aggregations, of: relation)
    case .window(let input, let window): return try self.window(input, window, of: relation)
    case .join(let left, let right, let join):
      return try self.join(left, right, join, of: relation)
    case .union(let inputs):
      let columns = relation.schema.names.map { name($0) }.joined(separator: ", ")
      var parts: [String] = []
      for input in inputs { parts.append("SELECT \(columns) FROM \(try source(input))") }
      return parts.joined(separator: "\nUNION ALL\n")
    case .limit(let input, let count):
      let rows = try source(input)
      let keys = input.ordering
      let sorted = keys.isEmpty ? "" : "\nORDER BY \(order(keys))"
      return "SELECT * FROM \(rows)\(sorted)\nLIMIT \(count)"
    case .unnest(let input, let unnest):
      let rows = try source(input)
      let columns = input.schema.names.map { column in
        column == unnest.column
          ? "\(dialect.unnest(name(column), unnest.keepsEmpty)) AS \(name(unnest.into))"
          : name(column)
      }
      return "SELECT \(columns.joined(separator: ", "))\nFROM \(rows)"
    case .unpivot(let input, let unpivot):
      let rows = try source(input)
      let others = input.schema.names.filter { !unpivot.columns.contains($0) }.map { name($0) }
      return unpivot.columns.map { column in
        let columns =
          others + [
            "\(dialect.quoted(text: column)) AS \(name(unpivot.name))",
            "\(name(column)) AS \(name(unpivot.value))",
          ]
        return "SELECT \(columns.joined(separator: ", ")) FROM \(rows)"
      }.joined(separator: "\nUNION ALL\n")
    }
  }

  /// What is selected: on one line where it is short names only.
  func list(_ columns: [String]) -> String {
    let line = columns.joined(separator: ", ")
    return line.utf8.count <= 80 ? " " + line : "\n  " + columns.joined(separator: ",\n  ")
  }

  func order(_ keys: [SortKey]) -> String { StatementPrinter.order(keys, dialect) }

  /// Where missing values go is always said: engines differ in what they assume.
  static func order(_ keys: [SortKey], _ dialect: Dialect) -> String {
    keys.map { key in
      dialect.quoted(name: key.column) + (key.direction == .ascending ? " ASC" : " DESC")
        + (key.nulls == .first ? " NULLS FIRST" : " NULLS LAST")
    }.joined(separator: ", ")
  }

  /// A condition that is true, or ends the query where `fault` is.
  func unless(_ fault: String, _ message: String) -> String {
    "CASE WHEN \(fault) THEN \(dialect.failure(dialect.quoted(text: message))) ELSE TRUE END"
  }

  private func values(_ table: Table) -> String {
    let fields = table.schema.fields
    guard table.count > 0 else {
      let columns = fields.map { "\(dialect.literal(.missing, $0.type)) AS \(name($0.name))" }
      return "SELECT \(columns.joined(separator: ", ")) WHERE FALSE"
    }
    let rows = table.rows.map { row in
      "("
        + zip(row, fields).map { dialect.literal($0, $1.type) }.joined(separator: ", ") + ")"
    }
    let columns = fields.map { name($0.name) }.joined(separator: ", ")
    return "SELECT * FROM (VALUES\n  \(rows.joined(separator: ",\n  "))\n) AS rows(\(columns))"
  }

  /// Rows that keep the rules: a rule that ends the run ends the query, one that makes values
  /// missing does so.
  private mutating func check(
    _ input: Relation, _ check: Check, of relation: Relation
  ) throws(Problems) -> String {
    let rows = try source(input)
    var conditions: [String] = []
    var emptied: [String: String] = [:]
    for rule in check.rules {
      let condition = try sql(rule.condition, of: relation)
      switch rule.onError {
      case .reject: conditions.append(condition)
      case .fail: conditions.append(unless("(\(condition)) IS NOT TRUE", rule.label))
      case .missing:
        for column in rule.columns {
          emptied[column] = emptied[column].map { "\($0) AND \(condition)" } ?? condition
        }
      }
    }
    let columns = relation.schema.names.map { column in
      emptied[column].map { "CASE WHEN \($0) THEN \(name(column)) END AS \(name(column))" }
        ?? name(column)
    }
    let selected = emptied.isEmpty ? "*" : columns.joined(separator: ", ")
    let kept = conditions.isEmpty ? "" : "\nWHERE \(conditions.joined(separator: "\n  AND "))"
    return "SELECT \(selected) FROM \(rows)\(kept)"
  }
}
