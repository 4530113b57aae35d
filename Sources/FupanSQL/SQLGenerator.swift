import FupanData
import FupanDiagnostics
import FupanPlan

/// Writes a program as SQL: one statement for each result, each input of a finish and each fragment
/// with several consumers; a statement names every step of its private ancestors.
///
///     let script = try SQLGenerator(.duckdb, zone: "Asia/Shanghai").script(program)
///     print(script.text)
package struct SQLGenerator: Sendable {
  /// What happens to reading files and reading text as values, which only the native engine does.
  package enum NativeWork: Sendable {
    /// It is a problem, told with stage and place.
    case refused
    /// Its result is an input of the script.
    case loaded
  }

  let dialect: Dialect
  let zone: String
  let nativeWork: NativeWork

  package init(_ dialect: Dialect, zone: String, nativeWork: NativeWork = .refused) {
    self.dialect = dialect
    self.zone = zone
    self.nativeWork = nativeWork
  }

  /// - Throws: every stage that has no SQL.
  package func script(_ program: Program) throws(Problems) -> SQLScript {
    var steps: [SQLScript.Step] = []
    var found: [Diagnostic] = []
    let kept = Set(
      program.fragments.filter { fragment in
        fragment.finish != nil || program.results.contains(fragment.name)
          || program.consumers(of: fragment.name) > 1
      }.map { $0.name })
    for fragment in program.fragments where kept.contains(fragment.name) {
      var printer = StatementPrinter(self, kept: kept, fragment: fragment.name)
      let rows = found.gather { () throws(Problems) in try printer.source(fragment.relation) }
      steps += printer.inputs.map { .load($0) }
      guard let rows else { continue }
      let isReduction = fragment.finish != nil
      let name = isReduction ? fragment.name + ".reduction" : fragment.name
      let query = printer.query("SELECT * FROM \(rows)" + sorting(fragment.relation))
      let statements = dialect.keeping(dialect.quoted(name: name), query)
      steps.append(.keep(name: name, statements: statements))
      if isReduction {
        let result = Relation(scanning: fragment, origin: fragment.relation.origin)
        steps.append(.load(SQLScript.Input(name: fragment.name, relation: result)))
      }
    }
    if let problems = Problems(found) { throw problems }
    let definitions = dialect.definitions.filter { marker, _ in
      steps.contains {
        if case .keep(_, let statements) = $0 {
          statements.contains { $0.contains(marker) }
        } else {
          false
        }
      }
    }
    steps.insert(contentsOf: definitions.map { .define(sql: $0.value) }, at: 0)
    let queries = program.results.map { name in
      let fragment = program.fragments.first { $0.name == name && $0.finish == nil }
      let order = fragment.map { sorting($0.relation) } ?? ""
      return (name: name, sql: "SELECT * FROM \(dialect.quoted(name: name))" + order)
    }
    return SQLScript(dialect: dialect, steps: steps, queries: queries)
  }

  /// `ORDER BY`, where the order of the rows is part of the result.
  private func sorting(_ relation: Relation) -> String {
    relation.isSorted ? " ORDER BY " + StatementPrinter.order(relation.ordering, dialect) : ""
  }
}

extension Relation {
  /// Whether the rows end in a sort, so that their order is part of the result.
  package var isSorted: Bool {
    switch node {
    case .sort: true
    case .limit(let input, _), .project(let input, _), .filter(let input, _):
      input.isSorted && !ordering.isEmpty
    case .scan(.fragment(let fragment)):
      fragment.finish == nil && fragment.relation.isSorted
    default: false
    }
  }
}
