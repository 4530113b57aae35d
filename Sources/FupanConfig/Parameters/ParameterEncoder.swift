/// Collects the parameters of a ``Parameterised`` from its synthesised encoding, in the order of
/// declaration.
///
/// Reflection would find them, too, but look up the type of each among all types at run time.
final class ParameterEncoder: Encoder {
  /// The parameters by their Swift property.
  private(set) var parameters: [(property: String, parameter: any DeclaredParameter)] = []
  private var property = ""

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// The parameters of a value.
  static func parameters(
    of value: some Parameterised
  ) -> [(property: String, parameter: any DeclaredParameter)] {
    let encoder = ParameterEncoder()
    do {
      try value.encode(to: encoder)
    } catch {
      preconditionFailure("every stored property is a parameter")
    }
    return encoder.parameters
  }

  /// Adds the parameter of the property that is being encoded.
  func add(_ parameter: any DeclaredParameter) { parameters.append((property, parameter)) }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(Container<Key>(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    preconditionFailure("a parameterised type has keys only")
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    preconditionFailure("a parameterised type has keys only")
  }

  private struct Container<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: ParameterEncoder
    var codingPath: [any CodingKey] { [] }

    mutating func encodeNil(forKey key: Key) throws {}

    mutating func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
      encoder.property = key.stringValue
      try value.encode(to: encoder)
    }

    mutating func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
      encoder.container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
      encoder.unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { encoder }
    mutating func superEncoder(forKey key: Key) -> any Encoder { encoder }
  }
}
