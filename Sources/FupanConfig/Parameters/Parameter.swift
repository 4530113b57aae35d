import FupanDiagnostics

/// Declares a parameter of a stage, a group of settings or a document.
///
/// The property's name is the key in a document (`orderBy` is `order_by`) and the option on the
/// command line (`--order-by`); its type says what can be written; an initial value is the default.
///
///     struct FillDown: Parameterised {
///       @Parameter("Columns to fill.", .principal, .nonEmpty) var columns: [ColumnName]
///       @Parameter("Start again for each combination of these columns.") var by: [ColumnName] = []
///     }
///
/// What values can be read is asked where one is declared, not of the type: a type that asks has its
/// argument looked up among all types whenever it is first used.
@propertyWrapper
@usableFromInline
package struct Parameter<Value: Sendable>: Sendable {
  /// The value that was read, or the one where nothing is; nil where one must be.
  @usableFromInline var current: Value?
  private var origin: Origin

  /// Where the value comes from; behind a reference, so that a stage with many parameters is copied
  /// soon.
  private indirect enum Origin: Sendable {
    case code
    case declaration(ParameterDefinition<Value>)
    case document(Place)
  }

  init(value: Value, place: Place?) {
    current = value
    origin = place.map { .document($0) } ?? .code
  }

  private init(_ definition: ParameterDefinition<Value>, absent: Value?) {
    current = absent
    origin = .declaration(definition)
  }

  /// The value that was read, or the default of a type made in code.
  @inlinable package var wrappedValue: Value {
    get {
      guard let current else {
        preconditionFailure("a required parameter was read before it was set")
      }
      return current
    }
    set { set(newValue) }
  }

  @usableFromInline
  mutating func set(_ value: Value) {
    current = value
    if case .declaration = origin { origin = .code }
  }

  /// What its declaration says, as long as nothing is read.
  var definition: ParameterDefinition<Value>? {
    if case .declaration(let definition) = origin { definition } else { nil }
  }

  /// Where the value was written, or nil where it is the default.
  package var place: Place? {
    if case .document(let place) = origin { place } else { nil }
  }

  /// The parameter itself: `$rows.place` is where `rows` was written.
  package var projectedValue: Parameter { self }
}

extension Parameter where Value: ParameterValue {
  package init(_ help: String, _ traits: ParameterTrait<Value>...) {
    self.init(
      ParameterDefinition(help: help, traits: traits, defaultValue: nil), absent: Value.whenAbsent)
  }

  package init(wrappedValue: Value, _ help: String, _ traits: ParameterTrait<Value>...) {
    self.init(
      ParameterDefinition(help: help, traits: traits, defaultValue: wrappedValue),
      absent: wrappedValue)
  }
}

extension Parameter: Decodable {
  /// Never succeeds: values come from ``Parameterised/decode(_:in:)``, which hands over parameters
  /// that hold their value already.
  @usableFromInline
  package init(from decoder: any Decoder) throws {
    throw DecodingError.dataCorrupted(
      DecodingError.Context(
        codingPath: decoder.codingPath, debugDescription: "parameters are read from nodes"))
  }
}

extension Parameter: Encodable where Value: ParameterValue {
  /// Hands itself to a ``ParameterEncoder``; there is nothing to write for any other.
  @usableFromInline
  package func encode(to encoder: any Encoder) throws {
    (encoder as? ParameterEncoder)?.add(self)
  }
}

/// What the declaration of a parameter says.
struct ParameterDefinition<Value: Sendable>: Sendable {
  let help: String
  let traits: [ParameterTrait<Value>]
  let defaultValue: Value?
}

/// A parameter without its type.
protocol DeclaredParameter {
  func spec(property: String) -> ParameterSpec?
  var writtenValue: String? { get }
  var place: Place? { get }
}

extension Parameter: DeclaredParameter where Value: ParameterValue {
  func spec(property: String) -> ParameterSpec? {
    definition.map { ParameterSpec(property: property, definition: $0, absent: current) }
  }

  var writtenValue: String? { current?.written }
}
