import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan
import FupanStages

/// Lowers the datasets of a document in the order in which they depend on each other.
///
/// Of an optional file that is not there, and that no profile describes, only those columns are
/// known that later stages name: lowering begins again with each that turns up, until none does.
struct DatasetCompiler {
  private let entries: [OrderedMap<DatasetStages>.Entry]
  private var scope: Scope
  private(set) var datasets: [CompiledDataset] = []
  private(set) var sinks: [Sink] = []
  private(set) var problems: [Diagnostic] = []
  /// Rows that stand for files and datasets, where a test is compiled.
  private let given: GivenRows?
  private var isGiving = false
  /// Whether a column turned up that an absent file would have had.
  private var beginsAgain = false

  init(_ datasets: OrderedMap<DatasetStages>, scope: Scope, given: GivenRows? = nil) {
    entries = datasets.entries
    self.scope = scope
    self.given = given
    self.scope.datasetNames = entries.map { $0.name }
    if let given {
      self.scope.inputs = TestInputs(base: scope.inputs)
      for name in given.rows.names { self.scope.guessedColumns[name] = given.columns(of: name) }
    }
  }

  /// Lowers every dataset; problems are gathered and the work goes on.
  mutating func compile() {
    let order = Dictionary(
      uniqueKeysWithValues: entries.enumerated().map { ($0.element.name, $0.offset) })
    scope.isGuessing = true
    while true {
      lowerAll()
      if beginsAgain { continue }
      guard scope.isGuessing, datasets.contains(where: { $0.fragment.relation.isGuessed }) else {
        break
      }
      // What absent files would have is known now: whatever else is unknown is a mistake.
      scope.isGuessing = false
    }
    if given != nil {
      // What the rows given stand for is known now.
      isGiving = true
      lowerAll()
    }
    datasets.sort { (order[$0.name] ?? 0) < (order[$1.name] ?? 0) }
  }

  private mutating func lowerAll() {
    beginsAgain = false
    datasets = []
    sinks = []
    problems = []
    scope.relations = [:]
    var done: Set<String> = []
    var path: [String] = []
    for entry in entries where !beginsAgain && entry.name == given?.tested ?? entry.name {
      visit(entry, &done, &path)
    }
  }

  private mutating func visit(
    _ entry: OrderedMap<DatasetStages>.Entry, _ done: inout Set<String>, _ path: inout [String]
  ) {
    if done.contains(entry.name) || beginsAgain { return }
    if let start = path.firstIndex(of: entry.name) {
      problems.append(
        Diagnostic(
          .datasetCycle, at: entry.place, ["names": .list(Array(path[start...]) + [entry.name])]))
      return
    }
    path.append(entry.name)
    for use in entry.value.uses {
      for name in use.stage?.datasets ?? [] {
        if let other = entries.first(where: { $0.name == name.text }) { visit(other, &done, &path) }
      }
    }
    path.removeLast()
    if !beginsAgain, done.insert(entry.name).inserted { lower(entry) }
  }

  private mutating func lower(_ entry: OrderedMap<DatasetStages>.Entry) {
    var relation: Relation?
    var lastStage: (any Stage)?
    var material: Schema?
    var written: [Sink] = []
    for (position, use) in entry.value.uses.enumerated() {
      scope.dataset = entry.name
      scope.position = position
      scope.origin = Origin(use.name, at: use.place)
      let before = relation ?? Relation(Table(Schema([]), []), origin: scope.origin).incomplete
      do throws(Problems) {
        switch use.stage {
        case nil: relation = before.incomplete
        case let reader as any ReadStage:
          guard position == 0 else {
            throw Problems(Diagnostic(.stageAfterStart, at: use.place, ["name": .text(use.name)]))
          }
          var rows = try reader.lower(in: scope)
          if isGiving, let given, reader.datasets.isEmpty {
            rows = try given.relation(
              of: entry.name == given.tested ? entry.name : "", instead: rows)
          }
          relation = rows
          lastStage = reader
        case let transform as any TransformStage:
          guard position > 0 else {
            throw Problems(Diagnostic(.datasetStart, at: use.place, ["name": .text(use.name)]))
          }
          guard written.isEmpty else {
            throw Problems(Diagnostic(.stageAfterWriter, at: use.place, ["name": .text(use.name)]))
          }
          relation = try transform.lower(before.with(origin: scope.origin), in: scope)
          lastStage = transform
          material = before.schema
        case let writer as any WriteStage:
          guard position > 0 else {
            throw Problems(Diagnostic(.datasetStart, at: use.place, ["name": .text(use.name)]))
          }
          written.append(try writer.sink(for: before, in: scope))
        default: preconditionFailure("a stage reads, transforms or writes")
        }
      } catch {
        if scope.isGuessing, guess(error, of: use, on: relation, in: entry) { return }
        problems.append(contentsOf: error.all)
        relation = before.incomplete
      }
    }
    guard var relation else { return }
    if isGiving, let given, entry.name != given.tested, given.rows[entry.name] != nil {
      do throws(Problems) {
        relation = try given.relation(of: entry.name, instead: relation)
      } catch { problems.append(contentsOf: error.all) }
    }
    let fragment = Fragment(entry.name, relation)
    sinks += written
    let absent = absentFiles(of: entry)
    datasets.append(
      CompiledDataset(
        name: entry.name, place: entry.place, fragment: fragment, lastStage: lastStage,
        material: material, isAbsent: relation.readsNothing, absentFiles: absent,
        lacks: lacks(of: entry, itself: !absent.isEmpty)))
    scope.relations[entry.name] = Relation(
      scanning: fragment, origin: Origin("from", at: entry.place))
  }

  /// Takes unknown names as columns of files that are not there.
  ///
  /// - Returns: whether there was one, so that lowering has to begin again.
  private mutating func guess(
    _ problems: Problems, of use: DatasetStages.Use, on relation: Relation?,
    in entry: OrderedMap<DatasetStages>.Entry
  ) -> Bool {
    let others = (use.stage?.datasets ?? []).compactMap { name in
      scope.relations[name.text].map { (name.text, $0) }
    }
    let rows = (relation.map { [(entry.name, $0)] } ?? []) + others
    let sources = rows.flatMap { guessed($0.1, of: $0.0) }.uniqued()
    guard !sources.isEmpty else { return false }
    // Where all rows are of absent files, every name is theirs, however near it is to another.
    let isTheirs = rows.contains { $0.1.readsNothing && $0.1.isGuessed }
    for diagnostic in problems.all {
      let isOpen =
        diagnostic.code == Message.dependsOnEarlierProblem.code
        || isTheirs && diagnostic.code == "unknown_column"
      guard isOpen,
        case .text(let name)? = diagnostic.facts.first(where: { $0.name == "name" })?.value
      else { continue }
      let lacking = sources.first { !(scope.guessedColumns[$0] ?? []).contains(name) }
      guard let lacking else { continue }
      scope.guessedColumns[lacking, default: []].append(name)
      beginsAgain = true
    }
    return beginsAgain
  }

  /// The datasets that read the absent files a relation is made from.
  private func guessed(_ relation: Relation, of dataset: String) -> [String] {
    switch relation.node {
    case .scan(.files(let source)): source.isGuessed ? [dataset] : []
    case .scan(.fragment(let fragment)):
      guessed(
        fragment.relation,
        of: entries.contains { $0.name == fragment.name } ? fragment.name : dataset)
    default: relation.inputs.flatMap { guessed($0, of: dataset) }
    }
  }

  /// The paths and patterns of a dataset's reader that lead to no file.
  private func absentFiles(of entry: OrderedMap<DatasetStages>.Entry) -> [String] {
    let reader = entry.value.uses.first?.stage as? any ReadStage
    return (reader?.files ?? []).filter { path in
      (try? scope.inputs.files(path, isOptional: true))?.isEmpty ?? false
    }.map { $0.text }
  }

  /// The datasets with absent files behind a dataset, in the order of the document.
  private func lacks(
    of entry: OrderedMap<DatasetStages>.Entry, itself: Bool
  ) -> [String] {
    let names = entry.value.uses.flatMap { $0.stage?.datasets ?? [] }.map { $0.text }
    var lacking = Set(datasets.filter { names.contains($0.name) }.flatMap { $0.lacks })
    if itself { lacking.insert(entry.name) }
    return entries.map { $0.name }.filter { lacking.contains($0) }
  }
}
