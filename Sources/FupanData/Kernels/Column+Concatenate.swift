extension Column {
  /// The rows of several columns of one type, one after the other.
  ///
  /// - Precondition: every column is of `type`.
  package static func concatenated(_ columns: [Column], type: DataType) -> Column {
    if columns.count == 1 { return columns[0] }
    func fixed<Element>(_ parts: [FixedColumn<Element>]) -> FixedColumn<Element> {
      var values: [Element] = []
      values.reserveCapacity(parts.reduce(0) { $0 + $1.count })
      for part in parts { values.append(contentsOf: part.values) }
      return FixedColumn(values, validity: joined(parts.map { ($0.validity, $0.count) }))
    }
    switch type {
    case .bool:
      return .bool(fixed(columns.compactMap { if case .bool(let part) = $0 { part } else { nil } }))
    case .integer:
      return .integer(
        fixed(columns.compactMap { if case .integer(let part) = $0 { part } else { nil } }))
    case .decimal(let scale):
      return .decimal(
        fixed(columns.compactMap { if case .decimal(let part, _) = $0 { part } else { nil } }),
        scale: scale)
    case .wideDecimal(let scale):
      return .wideDecimal(
        fixed(columns.compactMap { if case .wideDecimal(let part, _) = $0 { part } else { nil } }),
        scale: scale)
    case .number:
      return .number(
        fixed(columns.compactMap { if case .number(let part) = $0 { part } else { nil } }))
    case .date:
      return .date(fixed(columns.compactMap { if case .date(let part) = $0 { part } else { nil } }))
    case .timestamp:
      return .timestamp(
        fixed(columns.compactMap { if case .timestamp(let part) = $0 { part } else { nil } }))
    case .text:
      return .text(
        concatenated(columns.compactMap { if case .text(let part) = $0 { part } else { nil } }))
    case .list:
      var result = ListColumn()
      for case .list(let part) in columns {
        for row in 0..<part.count {
          if part.isValid(row) {
            result.append(part.range(row).map { part.items.slice($0) })
          } else {
            result.appendMissing()
          }
        }
      }
      return .list(result)
    }
  }

  private static func concatenated(_ parts: [TextColumn]) -> TextColumn {
    let validity = joined(parts.map { ($0.validity, $0.count) })
    if let coded = TextColumn.coded(parts, validity: validity) { return coded }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(parts.reduce(0) { $0 + $1.writtenBytes })
    var offsets: [UInt32] = [0]
    offsets.reserveCapacity(parts.reduce(1) { $0 + $1.count })
    for part in parts {
      let part = part.written
      let base = UInt32(bytes.count)
      bytes.append(contentsOf: part.bytes)
      for offset in part.offsets.dropFirst() { offsets.append(base + offset) }
    }
    return TextColumn(bytes: bytes, offsets: offsets, validity: validity)
  }

  private static func joined(_ parts: [(validity: Validity?, count: Int)]) -> Validity? {
    guard parts.contains(where: { $0.validity != nil }) else { return nil }
    var result = Validity()
    for part in parts {
      if let validity = part.validity {
        result.append(validity, 0..<part.count)
      } else {
        result.appendPresent(part.count)
      }
    }
    return result
  }
}
