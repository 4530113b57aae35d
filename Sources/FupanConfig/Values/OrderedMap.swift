import FupanDiagnostics

/// New names with what each of them is, in the order of the file.
///
///     derive:
///       net_paid: paid_amount - coalesce(refund_amount, 0)
package struct OrderedMap<Value: Sendable>: Sendable {
  /// A name, where it was written, and what it stands for.
  package struct Entry: Sendable {
    package let name: String
    package let place: Place?
    package let value: Value

    package init(name: String, place: Place? = nil, value: Value) {
      self.name = name
      self.place = place
      self.value = value
    }
  }

  package let entries: [Entry]

  package init(_ entries: [Entry] = []) {
    self.entries = entries
  }

  /// The names, in order.
  package var names: [String] { entries.map(\.name) }

  /// The value of `name`, or nil.
  package subscript(name: String) -> Value? { entries.first { $0.name == name }?.value }
}

extension OrderedMap: EmptyTestable {
  package var isEmpty: Bool { entries.isEmpty }
}

extension OrderedMap: ParameterValue where Value: ParameterValue {
  package static var kind: ParameterKind { .map(of: Value.kind) }

  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    guard let entries = node.mapping else {
      problems.append(context.wrongType(node, wanted: Self.kind))
      return nil
    }
    var read: [Entry] = []
    for entry in entries {
      if entry.key.isEmpty {
        problems.append(
          Diagnostic(.emptyName, at: entry.keyPlace, ["parameter": .text(context.parameter)]))
        continue
      }
      let value = Value(from: entry.value, in: context.reading(entry.key), gathering: &problems)
      if let value {
        read.append(Entry(name: entry.key, place: entry.keyPlace, value: value))
      }
    }
    guard read.count == entries.count else { return nil }
    self.init(read)
  }

  package var written: String {
    let entries = entries.map { "\(Node.quotedIfNeeded($0.name)): \($0.value.written)" }
    return "{" + entries.joined(separator: ", ") + "}"
  }
}
