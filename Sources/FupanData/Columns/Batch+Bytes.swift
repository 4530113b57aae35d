extension Batch {
  /// The rows as bytes that ``init(_:bytes:)`` reads back exactly equal: arrays one after the other,
  /// each as it is in memory. They are for the process that wrote them.
  package var bytes: [UInt8] {
    var encoder = ByteEncoder(capacity: byteCount + 64 * (columns.count + 1))
    encoder.append(count)
    encoder.append(provenance == nil ? 0 : 1)
    provenance?.append(to: &encoder)
    for column in columns { encoder.append(column) }
    return encoder.bytes
  }

  /// Reads rows of a schema from the ``bytes`` that they were written as.
  package init(_ schema: Schema, bytes: UnsafeRawBufferPointer) {
    var decoder = ByteDecoder(bytes)
    let count = decoder.number()
    let provenance = decoder.number() == 1 ? Provenance(from: &decoder) : nil
    let columns = schema.fields.map { decoder.column($0.type) }
    self.init(schema, columns, count: count, provenance: provenance)
  }
}

extension Provenance {
  fileprivate func append(to encoder: inout ByteEncoder) {
    encoder.append(isOfOneFile ? 1 : 0)
    encoder.append(fileOfRow)
    encoder.append(shortLines)
    encoder.append(longLines)
  }

  fileprivate init(from decoder: inout ByteDecoder) {
    self.init(
      isOfOneFile: decoder.number() == 1, fileOfRow: decoder.values(),
      shortLines: decoder.values(), longLines: decoder.values())
  }
}
