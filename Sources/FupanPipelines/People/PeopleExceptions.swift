import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMetrics
import FupanPlan
import FupanStages

/// Who is left out: the keys that lists name and rules find.
struct PeopleExceptions {
  /// The keys of each entry under the name of its list; nil where nobody is left out.
  let listed: Relation?

  /// - Throws: files without keys, and rules that fit no dataset.
  init(
    _ exceptions: [PeopleException], _ keys: [PersonKey], _ sources: inout [PeopleSource],
    in scope: Scope
  ) throws(Problems) {
    var found: [Diagnostic] = []
    var parts: [Relation] = []
    // A source that a rule looks at is shared before anything reads it.
    for exception in exceptions {
      guard case .rule(let rule) = exception else { continue }
      for index in sources.indices
      where (try? sources[index].rows.binder(in: scope).condition(rule.settings)) != nil {
        sources[index].isShared = true
      }
    }
    for exception in exceptions {
      found.gather { () throws(Problems) in
        switch exception {
        case .file(let path):
          if let (rows, own) = try PeopleExceptions.list(path, keys, in: scope) {
            parts.append(try PeopleExceptions.entries(rows, own, keys, exception.label))
          }
        case .rule(let rule):
          for (rows, own) in try PeopleExceptions.rows(of: rule, sources, in: scope) {
            parts.append(try PeopleExceptions.entries(rows, own, keys, exception.label))
          }
        }
      }
    }
    if let problems = Problems(found) { throw problems }
    listed =
      parts.isEmpty
      ? nil : try Relation.union(parts, origin: scope.origin).shared(as: "people.listed")
  }

  /// The file's rows and the keys it has; nil in a test, which needs no file.
  private static func list(
    _ path: FilePath, _ keys: [PersonKey], in scope: Scope
  ) throws(Problems) -> (Relation, [Int])? {
    let files = try scope.inputs.files(path, isOptional: false)
    guard let first = files.first else { return nil }
    let options = ReadOptions()
    let headers = try scope.inputs.headers(of: first, options, at: path.place)
    // A team's own list may call its columns as people do.
    let named = PlanSheet.exceptions.found(in: headers)
    func header(_ key: Int) -> String? {
      headers.contains(keys[key].name)
        ? keys[key].name : named.first { $0.name == keys[key].name }?.header
    }
    let own = keys.indices.filter { header($0) != nil }
    guard !own.isEmpty else {
      throw Problems(
        Diagnostic(
          .exceptWithoutKeys, at: path.place,
          [
            "path": .text(path.text), "columns": .list(headers),
            "keys": .list(keys.map { $0.name }),
          ]))
    }
    let columns = own.map { key in
      ScanColumn(keys[key].name, headers: header(key).map { [$0] }, isPersonal: true)
    }
    let rows = Relation(
      scanning: FileSource(.delimited, files: files, options: options, columns: columns),
      origin: scope.origin)
    return (rows, own)
  }

  /// The rows for which a rule is true, of every dataset that has its columns.
  private static func rows(
    of rule: Named<ParsedExpression>, _ sources: [PeopleSource], in scope: Scope
  ) throws(Problems) -> [(Relation, [Int])] {
    var found: [(Relation, [Int])] = []
    for source in sources {
      let rows = source.read.with(origin: scope.origin)
      do throws(Problems) {
        let condition = try rows.binder(in: scope).condition(rule.settings)
        found.append((rows.filtered(where: condition), source.keys))
      } catch {
        // A dataset without the columns has nothing to say; any other mistake is one everywhere.
        guard error.all.allSatisfy({ $0.code == "unknown_column" }) else { throw error }
      }
    }
    if found.isEmpty {
      let columns = sources.flatMap { $0.columns }.uniqued()
      throw Problems(
        Diagnostic(
          .exceptRuleNowhere, at: rule.place,
          ["name": .text(rule.name), "columns": .list(columns)]))
    }
    return found
  }

  /// Each combination of keys once, under the name of the list.
  private static func entries(
    _ rows: Relation, _ own: [Int], _ keys: [PersonKey], _ label: String
  ) throws(Problems) -> Relation {
    let isUsable = own.map { "\(PeoplePlan.column($0)) is not null" }.joined(separator: " or ")
    return
      try PeopleLinks.keyed(rows, own, keys)
      .filtered(isUsable)
      .extended([Projection("list", Expression(literal: .text(label)))])
      .distinct(["list"] + keys.indices.map(PeoplePlan.column))
  }
}
