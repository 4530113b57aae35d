import FupanDiagnostics
import Yams

/// Turns the nodes of Yams into ours, with places, and refuses what a document may not have.
struct NodeComposer {
  let source: SourceFile
  let aliasLimit: Int
  private var problems: [Diagnostic] = []

  init(source: SourceFile, aliasLimit: Int) {
    self.source = source
    self.aliasLimit = aliasLimit
  }

  /// Reads the one document of `text`.
  mutating func compose(_ text: String) throws(Problems) -> Node {
    if let place = AliasExpansion.aliasInKey(of: source) {
      throw Problems(Diagnostic(.keyNotText, at: place))
    }
    var text = text
    for attempt in UInt32(1)...100 {
      do {
        let root = try parsed(text)
        if problems.isEmpty { return root }
        break
      } catch YamlError.duplicatedKeysInMapping(let names, let context) {
        // The parser stops at the first mapping that has a key twice; the rest is checked too.
        let current = SourceFile(name: source.name, text: text)
        let duplicate = DuplicateKey(name: names.first ?? "", mark: context.mark, source: current)
        problems.append(duplicate.diagnostic)
        guard let renamed = duplicate.renamed(attempt: attempt) else { break }
        text = renamed
      } catch let error as YamlError {
        problems.append(YAMLProblem.diagnostic(of: error, in: source))
        break
      } catch {
        problems.append(Diagnostic(.unreadable, at: start))
        break
      }
    }
    throw Problems(problemsInOrder) ?? Problems(Diagnostic(.unreadable, at: start))
  }

  private var start: Place { Place(file: source.name, line: 1, column: 1) }

  /// The problems as they follow each other in the file.
  private var problemsInOrder: [Diagnostic] {
    problems.sorted { ($0.place ?? start) < ($1.place ?? start) }
  }

  private mutating func parsed(_ text: String) throws -> Node {
    let parser = try Yams.Parser(yaml: text, resolver: .basic, encoding: .utf8)
    // Yams' nodes hold their anchors weakly: the parser has to outlive the conversion.
    return try withExtendedLifetime(parser) {
      guard let node = try parser.singleRoot() else {
        return .null(at: source.place(line: 1, scalars: 0), in: source)
      }
      var expansion = AliasExpansion(limit: aliasLimit)
      guard expansion.isWithinLimit(node) else {
        let place = place(expansion.exceededAt)
        problems.append(Diagnostic(.aliasLimit, at: place, ["limit": .integer(aliasLimit)]))
        return .null(at: place, in: source)
      }
      return converted(node)
    }
  }

  private func place(_ mark: Mark?) -> Place {
    source.place(line: mark?.line ?? 1, scalars: (mark?.column ?? 1) - 1)
  }

  private mutating func converted(_ node: Yams.Node) -> Node {
    let place = place(node.mark)
    switch node {
    case .scalar(let scalar):
      refuse(tag: scalar.tag, at: place, unless: ["", "!", "tag:yaml.org,2002:str"])
      return Node(.scalar(scalar.string), style: style(of: scalar), at: place, in: source)
    case .sequence(let sequence):
      refuse(tag: sequence.tag, at: place, unless: ["", "!", "tag:yaml.org,2002:seq"])
      var items: [Node] = []
      for item in sequence { items.append(converted(item)) }
      let style: Node.Style = isFlow(at: sequence.mark) ? .flow : .block
      if style == .flow { problems += SplitExpression.problems(inItems: items) }
      return Node(.sequence(items), style: style, at: place, in: source)
    case .mapping(let mapping):
      refuse(tag: mapping.tag, at: place, unless: ["", "!", "tag:yaml.org,2002:map"])
      var entries: [Node.Entry] = []
      for (key, value) in mapping {
        entries.append(contentsOf: entry(key, value))
      }
      let style: Node.Style = isFlow(at: mapping.mark) ? .flow : .block
      if style == .flow { problems += SplitExpression.problems(inEntries: entries) }
      return Node(.mapping(entries), style: style, at: place, in: source)
    case .alias:
      return .null(at: place, in: source)
    }
  }

  private mutating func entry(_ key: Yams.Node, _ value: Yams.Node) -> [Node.Entry] {
    let keyPlace = place(key.mark)
    guard case .scalar(let scalar) = key else {
      problems.append(Diagnostic(.keyNotText, at: keyPlace))
      return []
    }
    let keyStyle = style(of: scalar)
    if keyStyle == .plain, scalar.string == "<<" {
      problems.append(Diagnostic(.mergeKey, at: keyPlace))
      return []
    }
    refuse(tag: scalar.tag, at: keyPlace, unless: ["", "!", "tag:yaml.org,2002:str"])
    return [
      Node.Entry(
        key: scalar.string, keyStyle: keyStyle, keyPlace: keyPlace, value: converted(value))
    ]
  }

  private mutating func refuse(tag: Tag, at place: Place, unless known: [String]) {
    // Hardly any node has one.
    guard !tag.rawValue.isEmpty, !known.contains(tag.rawValue) else { return }
    problems.append(Diagnostic(.customTag, at: place, ["tag": .text(tag.rawValue)]))
  }

  /// Whether the sequence or mapping at `mark` begins with a bracket; Yams does not keep its style.
  private func isFlow(at mark: Mark?) -> Bool {
    guard let mark, let line = source.line(mark.line) else { return false }
    var rest = line.unicodeScalars.dropFirst(mark.column - 1)
    while let first = rest.first, first == "&" || first == "!" {
      rest = rest.drop { $0 != " " }.drop { $0 == " " }
    }
    return rest.first == "[" || rest.first == "{"
  }

  private func style(of scalar: Yams.Node.Scalar) -> Node.Style {
    switch scalar.style {
    case .singleQuoted: .singleQuoted
    case .doubleQuoted: .doubleQuoted
    case .literal: .literal
    case .folded: .folded
    case .any, .plain: .plain
    }
  }
}
