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
@propertyWrapper
package struct Parameter<Value: ParameterValue>: Sendable {
  private enum State: Sendable {
    case definition(ParameterDefinition<Value>)
    case value(Value, Place?)
  }

  private var state: State

  package init(_ help: String, _ traits: ParameterTrait<Value>...) {
    state = .definition(ParameterDefinition(help: help, traits: traits, defaultValue: nil))
  }

  package init(wrappedValue: Value, _ help: String, _ traits: ParameterTrait<Value>...) {
    state = .definition(ParameterDefinition(help: help, traits: traits, defaultValue: wrappedValue))
  }

  init(value: Value, place: Place?) {
    state = .value(value, place)
  }

  /// The value that was read, or the default of a type made in code.
  package var wrappedValue: Value {
    get {
      switch state {
      case .value(let value, _): return value
      case .definition(let definition):
        guard let value = definition.defaultValue ?? Value.whenAbsent else {
          preconditionFailure("a required parameter was read before it was set")
        }
        return value
      }
    }
    set { state = .value(newValue, place) }
  }

  /// The parameter itself: `$rows.place` is where `rows` was written.
  package var projectedValue: Parameter { self }

  /// Where the value was written, or nil where it is the default.
  package var place: Place? {
    if case .value(_, let place) = state { place } else { nil }
  }
}

extension Parameter: Decodable {
  /// Never succeeds: values come from ``Parameterised/decode(_:in:)``, which hands over parameters
  /// that hold their value already.
  package init(from decoder: any Decoder) throws {
    throw DecodingError.dataCorrupted(
      DecodingError.Context(
        codingPath: decoder.codingPath, debugDescription: "parameters are read from nodes"))
  }
}

/// What the declaration of a parameter says.
struct ParameterDefinition<Value: ParameterValue>: Sendable {
  let help: String
  let traits: [ParameterTrait<Value>]
  let defaultValue: Value?
}

/// A parameter without its type, as reflection finds it.
protocol DeclaredParameter {
  func spec(property: String) -> ParameterSpec?
  var writtenValue: String? { get }
  var place: Place? { get }
}

extension Parameter: DeclaredParameter {
  func spec(property: String) -> ParameterSpec? {
    guard case .definition(let definition) = state else { return nil }
    return ParameterSpec(property: property, definition: definition)
  }

  var writtenValue: String? {
    switch state {
    case .value(let value, _): value.written
    case .definition(let definition): (definition.defaultValue ?? Value.whenAbsent)?.written
    }
  }
}
