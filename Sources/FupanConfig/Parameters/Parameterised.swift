import FupanDiagnostics

/// A type whose properties are declared with ``Parameter``: a stage, a nested group of settings, a
/// document.
///
/// It is a plain struct; `init()`, decoding and encoding are synthesised (a `package` struct writes
/// `package init() {}`). As a parameter's type it is a nested group.
///
///     struct Top: Parameterised {
///       @Parameter("What to order by.") var of: ColumnName
///       @Parameter("How many rows to keep.", .atLeast(1)) var rows: Int = 10
///     }
///     let top = try Top.decode(node)
package protocol Parameterised: ParameterValue, Codable {
  init()
}

extension Parameterised {
  /// The declared parameters, in the order of declaration.
  package static var parameters: [ParameterSpec] {
    DeclaredParameters.of(Self.self) {
      ParameterEncoder.parameters(of: Self()).compactMap {
        $0.parameter.spec(property: $0.property)
      }
    }
  }

  /// Every parameter with the value it has and where it was written; nil is a default.
  package var resolvedParameters: [(key: String, value: String, place: Place?)] {
    zip(Self.parameters, ParameterEncoder.parameters(of: self)).map { spec, own in
      (spec.key, own.parameter.writtenValue ?? "", own.parameter.place)
    }
  }

  /// Reads `node`: a mapping of settings, a bare value for the principal parameter, or a null node
  /// where everything is left at its default.
  ///
  /// Where the principal parameter is itself a mapping of names, a mapping is taken as that one,
  /// unless it has the principal's key with a mapping under it.
  ///
  /// Throws every problem found: unknown keys, missing parameters, wrong types, broken rules.
  package static func decode(
    _ node: Node, in context: DecodingContext = DecodingContext()
  ) throws(Problems) -> Self {
    var problems: [Diagnostic] = []
    let value = Self(from: node, in: context, gathering: &problems)
    try Problems.throwIfAny(problems)
    guard let value else {
      throw Problems(Diagnostic(.unreadable, at: node.place))
    }
    return value
  }

  package static var kind: ParameterKind { .group(parameters) }

  package var written: String {
    let entries = resolvedParameters.filter { $0.place != nil }.map { "\($0.key): \($0.value)" }
    return "{" + entries.joined(separator: ", ") + "}"
  }

  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    let specs = Self.parameters
    guard let entries = Self.entries(of: node, specs, context, &problems) else { return nil }

    var values: [String: any Sendable] = [:]
    var failed = false
    // A colon of a Chinese input method hides the key that stands before it.
    let isHidden = entries.contains { entry in
      entry.keyStyle == .plain && FullWidthPunctuation.first(in: entry.key) != nil
        && !specs.contains { $0.key == entry.key }
    }
    for entry in entries {
      guard let spec = specs.first(where: { $0.key == entry.key }) else {
        failed = true
        problems.append(Self.unknownKey(entry, specs, in: node))
        continue
      }
      if let value = spec.decode(entry.value, context.reading(spec.key), &problems) {
        values[spec.property] = value
      } else {
        failed = true
      }
    }
    for spec in specs where !entries.contains(where: { $0.key == spec.key }) {
      if let absent = spec.absent {
        values[spec.property] = absent
      } else {
        failed = true
        if isHidden { continue }
        problems.append(
          Diagnostic(
            .missingParameter, at: node.place,
            ["parameter": .text(spec.key), "expected": spec.kind.described]))
      }
    }
    guard !failed else { return nil }
    do {
      self = try Self(from: ParameterDecoder(values: values))
    } catch {
      problems.append(Diagnostic(.unreadable, at: node.place))
      return nil
    }
  }

  private static func entries(
    of node: Node, _ specs: [ParameterSpec], _ context: DecodingContext,
    _ problems: inout [Diagnostic]
  ) -> [Node.Entry]? {
    let principal = specs.first { $0.isPrincipal }
    func bare(_ spec: ParameterSpec) -> [Node.Entry] {
      [Node.Entry(key: spec.key, keyPlace: node.place, value: node)]
    }
    switch node.content {
    case .mapping(let entries):
      // The options of a command line are settings always.
      if let principal, principal.takesMapping, node.style != .argument,
        !entries.contains(where: { $0.key == principal.key && $0.value.mapping != nil })
      {
        return bare(principal)
      }
      return entries
    case .scalar where node.isNull:
      return []
    case .scalar, .sequence:
      if let principal { return bare(principal) }
      problems.append(context.wrongType(node, wanted: .group(specs)))
      return nil
    }
  }

  private static func unknownKey(_ entry: Node.Entry, _ specs: [ParameterSpec], in node: Node)
    -> Diagnostic
  {
    if let found = FullWidthPunctuation.first(in: entry.key), entry.keyStyle == .plain {
      let scalar = Node(
        .scalar(entry.key), style: entry.keyStyle, at: entry.keyPlace, in: node.source)
      return Diagnostic.fullWidth(found, in: scalar)
    }
    let keys = specs.map(\.key)
    var problem = Diagnostic(.unknownKey, at: entry.keyPlace, ["key": .text(entry.key)])
    if let nearest = NearestName.to(entry.key, among: keys) {
      problem = problem.with("suggestion", .suggestion(nearest))
    }
    return problem.with("keys", .list(keys))
  }
}

extension ParameterSpec {
  /// Whether a mapping can be a value of it.
  var takesMapping: Bool {
    switch kind {
    case .map: true
    case .oneOf(let kinds):
      kinds.contains { if case .map = $0 { true } else { false } }
    default: false
    }
  }
}
