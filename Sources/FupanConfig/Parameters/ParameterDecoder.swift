/// Hands parameters that hold their value to the synthesised initialiser of a ``Parameterised``.
struct ParameterDecoder: Decoder {
  /// Values by Swift property; each is the `Parameter` of that property.
  let values: [String: any Sendable]
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(Container<Key>(values: values))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw unsupported }
  func singleValueContainer() throws -> any SingleValueDecodingContainer { throw unsupported }

  private var unsupported: DecodingError {
    .dataCorrupted(
      DecodingError.Context(
        codingPath: [], debugDescription: "a parameterised type has keys only"))
  }

  private struct Container<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let values: [String: any Sendable]
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { values.keys.compactMap { Key(stringValue: $0) } }

    func contains(_ key: Key) -> Bool { values[key.stringValue] != nil }
    func decodeNil(forKey key: Key) throws -> Bool { values[key.stringValue] == nil }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
      guard let value = values[key.stringValue] as? Value else {
        throw DecodingError.keyNotFound(
          key,
          DecodingError.Context(
            codingPath: [], debugDescription: "every stored property is a parameter"))
      }
      return value
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws
      -> KeyedDecodingContainer<Nested>
    {
      throw unsupported(key)
    }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
      throw unsupported(key)
    }
    func superDecoder() throws -> any Decoder { ParameterDecoder(values: values) }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw unsupported(key) }

    private func unsupported(_ key: Key) -> DecodingError {
      .keyNotFound(
        key,
        DecodingError.Context(codingPath: [], debugDescription: "parameters are values"))
    }
  }
}
