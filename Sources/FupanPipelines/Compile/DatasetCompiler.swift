import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan
import FupanStages

/// Lowers the datasets of a document in the order in which they depend on each other.
///
/// Of an optional file that is not there, and that no profile describes, only those columns are
/// known that later stages name: lowering begins again with each that turns up, until none does.
///
/// Where the document says who people are, every dataset is lowered first until it has a key; then
/// persons are found across all of them, and each goes on with its persons known.
struct DatasetCompiler {
  private let entries: [OrderedMap<DatasetStages>.Entry]
  private let settings: Settings
  private var scope: Scope
  private(set) var datasets: [CompiledDataset] = []
  private(set) var sinks: [Sink] = []
  private(set) var problems: [Diagnostic] = []
  /// Who everybody is; nil where the document does not ask.
  private(set) var people: PeoplePlan?
  /// How rows came by their channels, by dataset in order.
  private(set) var channels: [DatasetChannels] = []
  /// What is known of sites and click ids; nil where the document asks for no
  /// channels.
  private var trafficSources: TrafficSources?
  /// Datasets that are begun, and how far.
  private var begun: [String: Progress] = [:]
  /// Whether a dataset's rows have persons, or wait for those of another's.
  private var isAboutPeople: [String: Bool] = [:]
  private var done: Set<String> = []
  /// Whether those who are left out are looked at too, to say what they would add.
  private var isEverybody = false
  /// Rows that stand for files and datasets, where a test is compiled.
  private let given: GivenRows?
  private var isGiving = false
  /// Whether a column turned up that an absent file would have had.
  private var beginsAgain = false

  /// What the document says of all datasets.
  struct Settings {
    var people: PeopleSettings?
    var channels: ChannelSettings?
    var language: Language = .simplifiedChinese

    init() {}

    init(_ document: PipelineDocument) {
      people = document.people
      channels = document.channels
      language = document.locale.language
    }
  }

  /// How far a dataset is lowered.
  private struct Progress {
    var relation: Relation?
    var lastStage: (any Stage)?
    var material: Schema?
    var companions: [(name: String, fragment: Fragment)] = []
    var sinks: [Sink] = []
    /// The position of the next stage.
    var next = 0
    /// Whether its persons have to be added before it goes on.
    var awaitsPeople = false
    /// Whether its rows had persons, or it is said that they have none.
    var hadPeople = false
    var hasChannels = false
  }

  init(
    _ datasets: OrderedMap<DatasetStages>, scope: Scope, settings: Settings = Settings(),
    given: GivenRows? = nil
  ) {
    entries = datasets.entries
    self.scope = scope
    self.settings = settings
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
    people = nil
    channels = []
    begun = [:]
    isAboutPeople = [:]
    done = []
    scope.relations = [:]
    refuseReservedNames()
    if settings.channels != nil, trafficSources == nil {
      do throws(Problems) {
        trafficSources = try ShippedFiles.trafficSources()
      } catch {
        problems.append(contentsOf: error.all)
      }
    }
    let wanted = entries.filter { $0.name == given?.tested ?? $0.name }
    if let people = settings.people { findPeople(people, of: wanted) }
    var path: [String] = []
    for entry in wanted { visit(entry, &path) }
  }

  /// What is found of people and channels has names of its own, which no dataset may take.
  private mutating func refuseReservedNames() {
    guard settings.people != nil || settings.channels != nil else { return }
    let own = entries.flatMap { entry in
      ["read", "people", "channels", "everybody"].map { "\(entry.name).\($0)" }
    }
    for entry in entries
    where entry.name.hasPrefix("people.") || entry.name.hasPrefix("channels.")
      || own.contains(entry.name)
    {
      problems.append(
        Diagnostic(.datasetNameReserved, at: entry.place, ["name": .text(entry.name)]))
    }
  }

  /// The datasets of these names as they would be with those who are left out.
  ///
  /// - Precondition: ``compile()`` found no error.
  func withEverybody(_ names: [String]) -> [String: Fragment] {
    var copy = self
    copy.isEverybody = true
    copy.datasets = []
    copy.done = copy.done.filter { !(isAboutPeople[$0] ?? false) }
    var path: [String] = []
    for entry in entries where names.contains(entry.name) { copy.visit(entry, &path) }
    return Dictionary(
      (copy.datasets + datasets).map { ($0.name, $0.fragment) },
      uniquingKeysWith: { first, _ in first })
  }

  private mutating func visit(
    _ entry: OrderedMap<DatasetStages>.Entry, _ path: inout [String]
  ) {
    if done.contains(entry.name) || beginsAgain { return }
    if let start = path.firstIndex(of: entry.name) {
      problems.append(
        Diagnostic(
          .datasetCycle, at: entry.place, ["names": .list(Array(path[start...]) + [entry.name])]))
      return
    }
    path.append(entry.name)
    let asksForChannels = asksForChannels(entry)
    for other in entry.value.uses.flatMap({ needed(by: $0) }) { visit(other, &path) }
    if asksForChannels {
      // Which tags fit no channel is known once all others are lowered.
      let others = given == nil ? entries : []
      for other in others where !self.asksForChannels(other) {
        visit(other, &path)
      }
      let origin = Origin("channels", at: entry.place)
      do throws(Problems) {
        scope.relations[DatasetChannels.unmappedName] = try DatasetChannels.unmapped(
          channels, origin: origin)
        scope.relations[DatasetChannels.lintName] = try tagLint(origin: origin)
      } catch {
        problems.append(contentsOf: error.all)
      }
    }
    path.removeLast()
    if !beginsAgain, done.insert(entry.name).inserted {
      var progress = begun[entry.name] ?? Progress()
      if progress.awaitsPeople { addPeople(entry, &progress) }
      advance(entry, &progress)
      finish(entry, progress)
    }
  }

  /// What looks wrong about the tags of all datasets that have any; nil where the document does not
  /// ask for channels.
  func tagLint(origin: Origin) throws(Problems) -> Relation? {
    guard let settings = settings.channels, let trafficSources else { return nil }
    return try DatasetChannels.lint(channels, settings, trafficSources, origin: origin)
  }

  private func asksForChannels(_ entry: OrderedMap<DatasetStages>.Entry) -> Bool {
    entry.value.uses.contains { use in
      use.datasets.contains { DatasetChannels.foundNames.contains($0) }
    }
  }

  /// The datasets that a stage names.
  private func needed(by use: DatasetStages.Use) -> [OrderedMap<DatasetStages>.Entry] {
    use.datasets.compactMap { name in entries.first { $0.name == name } }
  }

  /// Lowers the stages that are left.
  private mutating func advance(
    _ entry: OrderedMap<DatasetStages>.Entry, _ progress: inout Progress
  ) {
    while progress.next < entry.value.uses.count {
      let use = entry.value.uses[progress.next]
      lower(use, of: entry, &progress)
      if beginsAgain { return }
      progress.next += 1
      warnOfLateKey(in: entry, behind: use, &progress)
      addChannels(entry, &progress)
    }
  }

  private mutating func lower(
    _ use: DatasetStages.Use, of entry: OrderedMap<DatasetStages>.Entry,
    _ progress: inout Progress
  ) {
    let position = progress.next
    scope.dataset = isEverybody ? "\(entry.name).everybody" : entry.name
    scope.position = position
    scope.origin = Origin(use.name, at: use.place)
    let before =
      progress.relation ?? Relation(Table(Schema([]), []), origin: scope.origin).incomplete
    do throws(Problems) {
      switch use.stage?.inRole {
      case nil: progress.relation = before.incomplete
      case .read(let reader):
        guard position == 0 else {
          throw Problems(Diagnostic(.stageAfterStart, at: use.place, ["name": .text(use.name)]))
        }
        let keys = settings.people?.keys.map { $0.name } ?? []
        scope.peopleKeys = entry.value.names(PeoplePlan.person) ? [] : Set(keys)
        var rows = try reader.lower(in: scope)
        let masks = rows.schema.names.filter { MaskedKeys.isColumn($0) }
        if !masks.isEmpty, rows.schema[PeoplePlan.person] != nil {
          // Nobody asks whose they are.
          rows = try rows.dropping(masks)
        }
        if isGiving, let given, reader.datasets.isEmpty {
          rows = try given.relation(
            of: entry.name == given.tested ? entry.name : "", instead: rows)
        }
        progress.relation = rows
        progress.lastStage = reader
      case .transform(let transform):
        guard position > 0 else {
          throw Problems(Diagnostic(.datasetStart, at: use.place, ["name": .text(use.name)]))
        }
        guard progress.sinks.isEmpty else {
          throw Problems(Diagnostic(.stageAfterWriter, at: use.place, ["name": .text(use.name)]))
        }
        progress.relation = try transform.lower(before.with(origin: scope.origin), in: scope)
        progress.lastStage = transform
        progress.material = before.schema
        if !isEverybody, !scope.isGuessing { problems += transform.remarks }
        progress.companions =
          try isEverybody
          ? [] : transform.companions(of: before.with(origin: scope.origin), in: scope)
      case .write(let writer):
        guard position > 0 else {
          throw Problems(Diagnostic(.datasetStart, at: use.place, ["name": .text(use.name)]))
        }
        progress.sinks.append(try writer.sink(for: before, in: scope))
      }
    } catch {
      if scope.isGuessing, guess(error, of: use, on: progress.relation, in: entry) { return }
      problems.append(contentsOf: error.all)
      progress.relation = before.incomplete
    }
  }

  private mutating func finish(
    _ entry: OrderedMap<DatasetStages>.Entry, _ progress: Progress
  ) {
    guard !beginsAgain, var relation = progress.relation else { return }
    if isGiving, let given, entry.name != given.tested, given.rows[entry.name] != nil {
      problems.gather { () throws(Problems) in
        relation = try given.relation(of: entry.name, instead: relation)
      }
    }
    let fragment = Fragment(isEverybody ? "\(entry.name).everybody" : entry.name, relation)
    if !isEverybody { sinks += progress.sinks }
    let absent = absentFiles(of: entry)
    datasets.append(
      CompiledDataset(
        name: entry.name, place: entry.place, fragment: fragment, lastStage: progress.lastStage,
        shown: shown(fragment, of: entry, progress.lastStage), companions: progress.companions,
        material: progress.material,
        isAbsent: relation.readsNothing, absentFiles: absent,
        lacks: lacks(of: entry, itself: !absent.isEmpty)))
    scope.relations[entry.name] = Relation(
      scanning: fragment, origin: Origin("from", at: entry.place))
  }

  /// What a report shows of a dataset's rows.
  private mutating func shown(
    _ fragment: Fragment, of entry: OrderedMap<DatasetStages>.Entry, _ lastStage: (any Stage)?
  ) -> Fragment {
    guard !isEverybody, let stage = lastStage?.inRole.transform?.summarised,
      fragment.relation.isComplete
    else { return fragment }
    let rows = Relation(scanning: fragment, origin: Origin(entry.name, at: entry.place))
    let summary = problems.gather { () throws(Problems) in
      try stage.summary(of: rows, in: scope)
    }
    return summary.map { Fragment(scope.fragmentName("summary"), $0) } ?? fragment
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
    let reader = entry.value.uses.first?.stage?.inRole.reader
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

extension DatasetCompiler {
  /// Begins every dataset until it has a key, and finds the persons of all of them.
  private mutating func findPeople(
    _ settings: PeopleSettings, of wanted: [OrderedMap<DatasetStages>.Entry]
  ) {
    let declared = settings.keys.map { PersonKey($0) }
    var path: [String] = []
    for entry in wanted { begin(entry, declared, &path) }
    if beginsAgain { return }
    let waiting = entries.compactMap { entry -> (name: String, rows: Relation)? in
      guard let progress = begun[entry.name], progress.awaitsPeople, let rows = progress.relation
      else { return nil }
      return (entry.name, rows)
    }
    let origin = Origin("people", at: settings.keys.first?.place)
    scope.origin = origin
    do throws(Problems) {
      let columns = begun.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        .flatMap { begun[$0]?.relation?.schema.names ?? [] }
        .filter { !MaskedKeys.isColumn($0) }
      // A test looks at some of the datasets, which need not have a key.
      if given != nil, waiting.isEmpty { return }
      let found = try PeopleKeys.found(
        settings.keys, in: waiting.map { $0.rows }, columns, &problems)
      guard !found.isEmpty else { return }
      let sources = waiting.map { waiting in
        PeopleSource(
          dataset: waiting.name, rows: waiting.rows,
          keys: PeopleKeys.held(by: waiting.rows, found))
      }
      let plan = try PeoplePlan(settings, found, sources, in: scope)
      people = plan
      for (name, relation) in plan.found { scope.relations[name] = relation }
    } catch {
      problems.append(contentsOf: error.all)
    }
  }

  /// Lowers a dataset until it has a key, or looks at rows about people: those it is made of have
  /// persons, and it waits for them.
  ///
  /// - Returns: whether its rows are about people.
  @discardableResult
  private mutating func begin(
    _ entry: OrderedMap<DatasetStages>.Entry, _ keys: [PersonKey], _ path: inout [String]
  ) -> Bool {
    if let known = isAboutPeople[entry.name] { return known }
    if path.contains(entry.name) { return true }
    path.append(entry.name)
    var progress = Progress()
    var isAbout = false
    while progress.next < entry.value.uses.count {
      let use = entry.value.uses[progress.next]
      // What is found of people and channels is known only later.
      isAbout = use.datasets.contains {
        $0.hasPrefix("people.") || DatasetChannels.foundNames.contains($0)
      }
      for other in needed(by: use) where begin(other, keys, &path) { isAbout = true }
      if isAbout || beginsAgain { break }
      lower(use, of: entry, &progress)
      if beginsAgain { break }
      progress.next += 1
      if let relation = progress.relation, !PeopleKeys.held(by: relation, keys).isEmpty,
        !entry.value.names(PeoplePlan.person), relation.schema[PeoplePlan.person] == nil
      {
        progress.awaitsPeople = true
        isAbout = true
        break
      }
      addChannels(entry, &progress)
    }
    path.removeLast()
    if beginsAgain { return true }
    begun[entry.name] = progress
    isAboutPeople[entry.name] = isAbout
    if !isAbout {
      done.insert(entry.name)
      finish(entry, progress)
    }
    return isAbout
  }

  /// The rows with their persons, without those who are left out.
  private mutating func addPeople(
    _ entry: OrderedMap<DatasetStages>.Entry, _ progress: inout Progress
  ) {
    progress.awaitsPeople = false
    progress.hadPeople = true
    guard let rows = progress.relation else { return }
    do throws(Problems) {
      // Without a plan a problem is told already.
      progress.relation =
        try people?.rows(
          of: entry.name, everybody: isEverybody, origin: Origin("people", at: rows.origin.place))
        ?? rows.incomplete
    } catch {
      problems.append(contentsOf: error.all)
      progress.relation = rows.incomplete
    }
    addChannels(entry, &progress)
  }

  /// A key that comes up behind a stage that looks at rows about people is no key any more: whose
  /// those are had to be known before.
  private mutating func warnOfLateKey(
    in entry: OrderedMap<DatasetStages>.Entry, behind use: DatasetStages.Use,
    _ progress: inout Progress
  ) {
    guard let people = settings.people, !progress.hadPeople, let rows = progress.relation,
      let reader = entry.value.uses.first?.stage?.inRole.reader, reader.datasets.isEmpty,
      !entry.value.names(PeoplePlan.person)
    else { return }
    progress.hadPeople = rows.schema[PeoplePlan.person] != nil
    let keys = people.keys.map { PersonKey($0) }
    guard !progress.hadPeople, let first = PeopleKeys.held(by: rows, keys).first else { return }
    progress.hadPeople = true
    problems.append(
      Diagnostic(
        .personKeyLate, at: use.place,
        ["dataset": .text(entry.name), "name": .text(keys[first].name)], severity: .warning))
  }

  /// The rows with their channel, as soon as they have the tags to tell.
  private mutating func addChannels(
    _ entry: OrderedMap<DatasetStages>.Entry, _ progress: inout Progress
  ) {
    guard let channels = settings.channels, !progress.hasChannels, let rows = progress.relation,
      !entry.value.names(DatasetChannels.column), progress.sinks.isEmpty
    else { return }
    let name = isEverybody ? "\(entry.name).everybody" : entry.name
    do throws(Problems) {
      guard let known = trafficSources,
        let tagged = try DatasetChannels(
          entry.name, rows, channels, settings.language, known, named: name, in: scope)
      else { return }
      progress.relation = tagged.rows
      progress.hasChannels = true
      if !isEverybody { self.channels.append(tagged) }
    } catch {
      // One file, one mistake, however many datasets look at it.
      for problem in error.all
      where !problems.contains(where: { $0.code == problem.code && $0.place == problem.place }) {
        problems.append(problem)
      }
      progress.relation = rows.incomplete
      progress.hasChannels = true
    }
  }
}

extension DatasetStages.Use {
  /// The datasets that the stage names.
  fileprivate var datasets: [String] { stage?.datasets.map { $0.text } ?? [] }
}

extension DatasetStages {
  /// Whether a stage gives a column this name: then the dataset means its own.
  fileprivate func names(_ column: String) -> Bool {
    uses.contains { $0.stage?.namedColumns.contains(column) ?? false }
  }
}
