/// A problem the user can act on: what it is, where it is, and the facts that say how to mend it.
///
///     spring.yaml:14:24: error[unknown_column]: no column 'regoin' (did you mean 'region'?)
package struct Diagnostic: Error, Sendable {
  /// How bad it is.
  package enum Severity: String, Sendable {
    case error, warning
  }

  package var severity: Severity
  package var message: Message
  /// The evidence, in the order it was given.
  package var facts: [Fact]
  package var place: Place?
  /// Further places that matter, such as the first use of a duplicate name.
  package var notes: [Note]

  /// A further place and what is there.
  package struct Note: Sendable {
    package var message: Message
    package var facts: [Fact]
    package var place: Place?

    package init(
      _ message: Message, at place: Place?, facts: KeyValuePairs<String, FactValue> = [:]
    ) {
      self.message = message
      self.place = place
      self.facts = facts.map { Fact($0.key, $0.value) }
    }
  }

  package init(
    _ message: Message, at place: Place? = nil, _ facts: KeyValuePairs<String, FactValue> = [:],
    severity: Severity = .error, notes: [Note] = []
  ) {
    self.message = message
    self.place = place
    self.facts = facts.map { Fact($0.key, $0.value) }
    self.severity = severity
    self.notes = notes
  }

  /// The stable code.
  package var code: String { message.code }

  /// A copy with one more fact.
  package func with(_ name: String, _ value: FactValue) -> Diagnostic {
    var copy = self
    copy.facts.append(Fact(name, value))
    return copy
  }
}
