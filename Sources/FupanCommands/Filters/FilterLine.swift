import FupanConfig
import FupanData
import FupanDiagnostics
import FupanEngine
import FupanPlan
import FupanStages

/// A command line of stages: `fupan keep "paid_at is not null" then top --of revenue`.
///
/// The words between `then` are read by each stage's own declaration; some options are of the whole
/// line, wherever they stand.
struct FilterLine {
  /// A stage and what was said to it.
  struct Step {
    let spec: StageSpec
    let stage: any TransformStage
    let place: Place
  }

  private(set) var steps: [Step] = []
  /// The files whose rows are read, where the first stage is one that is asked of files; else rows
  /// come from standard input.
  private(set) var files: [String] = []
  /// Which sheet of them, where they are workbooks.
  private(set) var sheet: SheetChoice?
  /// `--types`: columns and the types they are read as, with the places.
  private(set) var types: [(column: ColumnName, type: DataType)] = []
  /// `--totals`: whether the input has total rows; nil where nobody says.
  private(set) var totals: Bool?
  private(set) var zone: TimeZoneRules?
  private(set) var limits = ResourceLimits()
  private(set) var format: OutputFormat?
  private(set) var language: Language = .english
  private(set) var isJSON = false
  /// The stage whose help is wanted.
  private(set) var helpWanted: StageSpec?
  let source: SourceFile

  private let line: CommandLineArguments
  private(set) var problems: [Diagnostic] = []

  /// Options of the whole line, each with a value.
  static let options: [(name: String, value: String, help: String)] = [
    ("types", "column=type,…", "What columns of the input hold: amount=decimal(2),day=date."),
    (
      "format", OutputFormat.choices,
      "How the rows are written; by default CSV, pretty on a terminal."
    ),
    (
      "totals", "true|false",
      "Whether the input has total rows, which are checked and never added; by default they are refused."
    ),
    ("timezone", "name", "The zone in which instants have a day, such as Asia/Shanghai."),
    ("threads", "count", ResourceOptions.threadsHelp),
    ("max-memory", "size", ResourceOptions.maxMemoryHelp),
    ("max-disk", "size", ResourceOptions.maxDiskHelp),
    ("language", "en|zh-Hans", "The language of messages."),
    ("log-format", "text|json", "Messages as text, or as JSON lines."),
  ]

  /// Further options of a stage as a command: of one that is asked of files.
  static func fileOptions(of spec: StageSpec) -> [(name: String, value: String, help: String)] {
    takesFiles(spec) ? [("sheet", "sheet", SheetOptions.help)] : []
  }

  /// Reads the words after `fupan`; what is wrong with them is in ``problems``.
  init(_ words: [String]) {
    line = CommandLineArguments(command: ["fupan"], arguments: words)
    source = line.source
    let segments = line.arguments.split(
      omittingEmptySubsequences: false, whereSeparator: { $0.text == "then" })
    for segment in segments { read(Array(segment)) }
  }

  /// Whether bare arguments of a stage as a command are files: `fupan describe orders.csv`.
  static func takesFiles(_ spec: StageSpec) -> Bool { spec.type == Describe.self }

  /// The stage that a command names in kebab-case.
  static func stage(_ name: String) -> StageSpec? {
    StageCatalog.all.first { $0.role == .transform && commandName(of: $0) == name }
  }

  /// The stages that are commands, in alphabetical order.
  static var stages: [StageSpec] { StageCatalog.all.filter { $0.role == .transform } }

  /// The names of all stages that are commands.
  static var commandNames: [String] { stages.map { commandName(of: $0) } }

  /// The name of a stage as a command.
  static func commandName(of spec: StageSpec) -> String { commandName(of: spec.about) }

  static func commandName(of about: StageDescription) -> String {
    String(about.name.map { $0 == "_" ? "-" : $0 })
  }

  private mutating func read(_ words: [CommandLineArguments.Word]) {
    guard let first = words.first else {
      let place = line.arguments.last?.place ?? Place(file: Place.commandLine, line: 1, column: 1)
      problems.append(notAFilter("then", at: place))
      return
    }
    guard let spec = FilterLine.stage(first.text) else {
      problems.append(notAFilter(first.text, at: first.place))
      return
    }
    var own: [CommandLineArguments.Word] = []
    var rest = words.dropFirst()
    let takesFiles = FilterLine.takesFiles(spec) && first.place == line.arguments.first?.place
    let options = FilterLine.options + (takesFiles ? FilterLine.fileOptions(of: spec) : [])
    while let word = rest.popFirst() {
      if takesFiles, word.text == "-" || !word.text.hasPrefix("-") {
        files.append(word.text)
        continue
      }
      if takesFiles, word.text == "--" {
        files += rest.map { $0.text }
        break
      }
      if word.text == "--" {
        own.append(word)
        own += rest
        break
      }
      if word.text == "--help" || word.text == "-h" {
        helpWanted = helpWanted ?? spec
        continue
      }
      let body = word.text.dropFirst(2)
      let name = String(body.prefix { $0 != "=" })
      guard word.text.hasPrefix("--"), options.contains(where: { $0.name == name }),
        !spec.parameters.contains(where: { $0.option == name })
      else {
        own.append(word)
        // The value of a stage's option is not looked at.
        if word.text.hasPrefix("--"), !body.contains("="), let next = rest.first,
          !next.text.hasPrefix("--"),
          spec.parameters.contains(where: { $0.option == name && !$0.isFlag })
        {
          own.append(next)
          rest = rest.dropFirst()
        }
        continue
      }
      if body.contains("=") {
        set(
          name, String(body.dropFirst(name.count + 1)), at: word.place.advanced(by: name.count + 3))
      } else if let value = rest.popFirst() {
        set(name, value.text, at: value.place)
      } else {
        problems.append(
          Diagnostic(
            .optionWithoutValue, at: word.place,
            [
              "option": .text(word.text),
              "expected": .text(options.first { $0.name == name }?.value ?? ""),
            ]))
      }
    }
    let part = CommandLineArguments(
      command: line.command + [first], arguments: own, of: line)
    if helpWanted != nil { return }
    let node = problems.gather { () throws(Problems) in
      try CommandLineNode.read(part, for: spec.parameters)
    }
    guard let node else { return }
    let stage = spec.decode(node, DecodingContext(parameter: spec.about.name), &problems)
    if let stage = stage?.inRole.transform {
      steps.append(Step(spec: spec, stage: stage, place: first.place))
    }
  }

  private mutating func set(_ name: String, _ text: String, at place: Place) {
    switch name {
    case "sheet":
      sheet = SheetChoice(text)
      return
    case "types":
      readTypes(text, at: place)
      return
    case "format":
      if let format = OutputFormat(rawValue: text) {
        self.format = format
        return
      }
    case "totals":
      if let totals = Bool(text) {
        self.totals = totals
        return
      }
    case "timezone":
      if let zone = TimeZoneRules(identifier: text) {
        self.zone = zone
        return
      }
    case "threads":
      if let count = Int(text), count > 0 {
        limits.threads = count
        return
      }
    case "max-memory":
      if let size = ByteSize(text), size.bytes > 0 {
        limits.maxMemory = size.bytes
        return
      }
    case "max-disk":
      if let size = ByteSize(text) {
        limits.maxDisk = size.bytes
        return
      }
    case "language":
      if let language = Language(rawValue: text) {
        self.language = language
        return
      }
    case "log-format":
      if ["text", "json"].contains(text) {
        isJSON = text == "json"
        return
      }
    default: return
    }
    problems.append(badValue(text, of: name, at: place))
  }

  private mutating func readTypes(_ text: String, at place: Place) {
    var offset = 0
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let here = place.advanced(by: offset)
      offset += part.count + 1
      let pieces = part.split(separator: "=", maxSplits: 1)
      guard pieces.count == 2, let type = DataType(String(pieces[1])) else {
        problems.append(badValue(String(part), of: "types", at: here))
        continue
      }
      types.append((ColumnName(String(pieces[0]), at: here), type))
    }
  }

  private func badValue(_ text: String, of name: String, at place: Place) -> Diagnostic {
    Diagnostic(
      .badOptionValue, at: place,
      [
        "text": .text(text), "option": .text("--" + name),
        "wanted": FilterLine.wanted(name),
      ])
  }

  private static func wanted(_ name: String) -> FactValue {
    let value = options.first { $0.name == name }?.value ?? ""
    if ["max-memory", "max-disk"].contains(name) {
      return .phrase(en: "a size such as 512MB or 2GB", zh: "大小，例如 512MB、2GB")
    }
    guard name == "types" else { return .text(value) }
    let types = typeNames.joined(separator: ", ")
    return .phrase(
      en: "\(value) with one of \(types); money and percentages are read by 'parse'",
      zh: "\(value)，类型有 \(types)；金额和百分比用 parse 读取")
  }

  /// The types that `--types` knows, as examples.
  static let typeNames = ["text", "integer", "decimal(2)", "number", "date", "timestamp", "bool"]

  private func notAFilter(_ name: String, at place: Place) -> Diagnostic {
    let names = FilterLine.commandNames
    var diagnostic = Diagnostic(.notAFilter, at: place, ["name": .text(name)])
    if let nearest = NearestName.to(name, among: names) {
      diagnostic = diagnostic.with("suggestion", .suggestion(nearest))
    }
    return diagnostic.with("stages", .list(names))
  }
}

extension ParameterSpec {
  /// Whether it is an option without a value.
  fileprivate var isFlag: Bool {
    if case .boolean = kind { true } else { false }
  }
}
