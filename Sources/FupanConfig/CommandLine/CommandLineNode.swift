import FupanDiagnostics

/// Builds from a command line the node that a document would have given, so that both are read by
/// one decoder.
///
///     fupan aggregate --by region --into "revenue = sum(paid_amount)"
///     # is
///     aggregate: {by: [region], into: {revenue: sum(paid_amount)}}
///
/// Lists take several options or commas; names stand before `=`; a bare argument sets the principal
/// parameter; a group is written as in a document (`--rules '{column: paid_at}'`).
package struct CommandLineNode {
  private let specs: [ParameterSpec]
  private let line: CommandLineArguments
  private var problems: [Diagnostic] = []
  private var found: [Found] = []

  private struct Found {
    let spec: ParameterSpec
    let place: Place
    var node: Node
  }

  /// The node of `line` for the parameters `specs`.
  ///
  /// Throws unknown and repeated options and options without a value; values themselves are read
  /// when the node is decoded.
  package static func read(
    _ line: CommandLineArguments, for specs: [ParameterSpec]
  ) throws(Problems) -> Node {
    var reader = CommandLineNode(specs: specs, line: line)
    reader.readAll()
    try Problems.throwIfAny(reader.problems)
    let start = line.command.last?.place ?? Place(file: Place.commandLine, line: 1, column: 1)
    let entries = reader.found.map {
      Node.Entry(key: $0.spec.key, keyStyle: .argument, keyPlace: $0.place, value: $0.node)
    }
    return Node(.mapping(entries), style: .argument, at: start, in: line.source)
  }

  private init(specs: [ParameterSpec], line: CommandLineArguments) {
    self.specs = specs
    self.line = line
  }

  private mutating func readAll() {
    var words = line.arguments[...]
    var optionsEnded = false
    while let word = words.popFirst() {
      if optionsEnded || !word.text.hasPrefix("-") || word.text == "-" || isNumber(word.text) {
        readPositional(word)
      } else if word.text == "--" {
        optionsEnded = true
      } else {
        readOption(word, &words)
      }
    }
  }

  private mutating func readPositional(_ word: CommandLineArguments.Word) {
    guard let principal = specs.first(where: \.isPrincipal) else {
      problems.append(
        Diagnostic(.unexpectedArgument, at: word.place, ["argument": .text(word.text)]))
      return
    }
    add(word.text, at: word.place, to: principal, optionPlace: word.place)
  }

  private mutating func readOption(
    _ word: CommandLineArguments.Word, _ words: inout ArraySlice<CommandLineArguments.Word>
  ) {
    let body = word.text.drop { $0 == "-" }
    let dashes = word.text.count - body.count
    let name = String(body.prefix { $0 != "=" })
    let inlineValue = body.firstIndex(of: "=").map { String(body[body.index(after: $0)...]) }
    if let spec = specs.first(where: { $0.option == name }), dashes == 2 {
      if let inlineValue {
        let place = word.place.advanced(by: dashes + name.count + 1)
        add(inlineValue, at: place, to: spec, optionPlace: word.place)
      } else if case .boolean = spec.kind {
        add("true", at: word.place, to: spec, optionPlace: word.place)
      } else if let value = words.first, !value.text.hasPrefix("--") {
        words = words.dropFirst()
        add(value.text, at: value.place, to: spec, optionPlace: word.place)
      } else {
        problems.append(
          Diagnostic(
            .optionWithoutValue, at: word.place,
            ["option": .text(word.text), "expected": spec.kind.described]))
      }
      return
    }
    if name.hasPrefix("no-"), inlineValue == nil,
      let spec = specs.first(where: { $0.option == name.dropFirst(3) }), case .boolean = spec.kind
    {
      add("false", at: word.place, to: spec, optionPlace: word.place)
      return
    }
    let options = specs.map(\.option)
    var problem = Diagnostic(
      .unknownOption, at: word.place,
      ["option": .text(String(word.text.prefix { $0 != "=" }))])
    if let nearest = options.contains(name) ? name : NearestName.to(name, among: options) {
      problem = problem.with("suggestion", .suggestion("--" + nearest))
    }
    problems.append(problem.with("options", .list(options.map { "--" + $0 })))
    // What follows was probably its value.
    if inlineValue == nil, let next = words.first, !next.text.hasPrefix("-") {
      words = words.dropFirst()
    }
  }

  private mutating func add(
    _ text: String, at place: Place, to spec: ParameterSpec, optionPlace: Place
  ) {
    guard let node = value(text, at: place, of: spec.kind) else { return }
    guard let index = found.firstIndex(where: { $0.spec.key == spec.key }) else {
      found.append(Found(spec: spec, place: optionPlace, node: node))
      return
    }
    let earlier = found[index].node
    switch (earlier.content, node.content) {
    case (.sequence(let first), .sequence(let second)) where spec.takesSeveral:
      found[index].node = Node(
        .sequence(first + second), style: .argument, at: earlier.place, in: line.source)
    case (.mapping(let first), .mapping(let second)) where spec.takesSeveral:
      for entry in second {
        if let same = first.first(where: { $0.key == entry.key }) {
          problems.append(
            Diagnostic(
              .duplicateKey, at: entry.keyPlace, ["key": .text(entry.key)],
              notes: [
                Diagnostic.Note(
                  .firstWrittenHere, at: same.keyPlace, facts: ["key": .text(entry.key)])
              ]))
        }
      }
      found[index].node = Node(
        .mapping(first + second), style: .argument, at: earlier.place, in: line.source)
    default:
      problems.append(
        Diagnostic(
          .repeatedOption, at: optionPlace, ["option": .text("--" + spec.option)],
          notes: [
            Diagnostic.Note(
              .firstWrittenHere, at: found[index].place,
              facts: ["key": .text("--" + spec.option)])
          ]))
    }
  }

  private mutating func value(_ text: String, at place: Place, of kind: ParameterKind) -> Node? {
    switch kind {
    case .list(of: let item):
      // The shell passes several paths as several words, and a path may have a comma.
      let isWhole = if case .path = item { true } else { isDocumentText(text) }
      let parts = isWhole ? [(text, 0)] : ListText.parts(of: text)
      let items = parts.compactMap { part, offset in
        value(part, at: place.advanced(by: offset), of: item)
      }
      return Node(.sequence(items), style: .argument, at: place, in: line.source)
    case .map(of: let item):
      if isDocumentText(text) { return document(text, at: place) }
      let entries = ListText.parts(of: text).compactMap { part, offset in
        entry(part, at: place.advanced(by: offset), of: item)
      }
      return Node(.mapping(entries), style: .argument, at: place, in: line.source)
    case .named(of: let settings):
      if isDocumentText(text) { return document(text, at: place) }
      guard text.contains("=") else { return scalar(text, at: place) }
      guard let entry = entry(text, at: place, of: settings) else { return nil }
      return Node(.mapping([entry]), style: .argument, at: place, in: line.source)
    case .group, .anything:
      return document(text, at: place)
    default:
      return scalar(text, at: place)
    }
  }

  /// `name = value`.
  private mutating func entry(_ text: String, at place: Place, of kind: ParameterKind)
    -> Node.Entry?
  {
    guard let equals = text.firstIndex(of: "=") else {
      problems.append(Diagnostic(.nameWithoutValue, at: place, ["found": .text(text)]))
      return nil
    }
    let key = ListText.trimmed(text[..<equals])
    let rest = text[text.index(after: equals)...]
    let blanks = rest.prefix { $0.isWhitespace }.count
    let offset = text.distance(from: text.startIndex, to: equals) + 1 + blanks
    guard
      let value = value(
        String(ListText.trimmed(rest)), at: place.advanced(by: offset), of: kind)
    else { return nil }
    return Node.Entry(key: String(key), keyStyle: .argument, keyPlace: place, value: value)
  }

  private func scalar(_ text: String, at place: Place) -> Node {
    Node(.scalar(text), style: .argument, at: place, in: line.source)
  }

  private func isDocumentText(_ text: String) -> Bool { text.hasPrefix("{") }

  /// The node of a value written as in a document; blanks before it keep the columns right.
  private mutating func document(_ text: String, at place: Place) -> Node? {
    let blanks = String(repeating: " ", count: place.column - 1)
    return problems.gather { () throws(Problems) in
      try YAMLDocument.parse(blanks + text, file: Place.commandLine).root
    }
  }

  private func isNumber(_ text: String) -> Bool {
    text.dropFirst().first?.isNumber == true
  }
}

extension ParameterSpec {
  /// Whether the option may be given more than once.
  fileprivate var takesSeveral: Bool {
    switch kind {
    case .list, .map: true
    default: false
    }
  }
}
