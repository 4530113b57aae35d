import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// Which of the document's keys there are.
enum PeopleKeys {
  /// The positions of the keys that rows have, the surest first.
  static func held(by rows: Relation, _ keys: [PersonKey]) -> [Int] {
    keys.indices.filter { key in
      rows.schema[keys[key].name].map { $0.type == .text || $0.type == .integer } ?? false
    }
  }

  /// The keys that some dataset has. One that looks misspelt is warned of; the others may be those of
  /// another campaign.
  ///
  /// - Throws: that there is none at all.
  static func found(
    _ named: [Named<PersonKeySettings>], in rows: [Relation], _ columns: [String],
    _ problems: inout [Diagnostic]
  ) throws(Problems) -> [PersonKey] {
    // A key that is named again is the same key.
    let declared = named.enumerated().filter { index, key in
      !named[..<index].contains { $0.name == key.name }
    }.map { $0.element }
    let keys = declared.map { PersonKey($0) }
    let held = Set(rows.flatMap { PeopleKeys.held(by: $0, keys) })
    guard !held.isEmpty else {
      let names = columns.uniqued()
      // A dataset that could not be read may have had one, and one may name its persons itself.
      if problems.contains(where: { $0.severity == .error }) || names.contains(PeoplePlan.person) {
        return []
      }
      var diagnostic = Diagnostic(
        .peopleKeysNowhere, at: declared.first?.place,
        ["keys": .list(keys.map { $0.name }), "columns": .list(names)])
      if let first = declared.first, let nearest = NearestName.to(first.name, among: names) {
        diagnostic = diagnostic.with("suggestion", .suggestion(nearest))
      }
      throw Problems(diagnostic)
    }
    for (index, key) in declared.enumerated() where !held.contains(index) {
      let others = columns.filter { column in !keys.contains { $0.name == column } }
      if let nearest = NearestName.to(key.name, among: others.uniqued()) {
        problems.append(
          Diagnostic(
            .personKeyNowhere, at: key.place,
            ["name": .text(key.name), "suggestion": .suggestion(nearest)], severity: .warning))
      }
    }
    return keys.indices.filter { held.contains($0) }.map { keys[$0] }
  }
}
