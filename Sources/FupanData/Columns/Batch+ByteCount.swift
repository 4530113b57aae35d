extension Batch {
  /// About how many bytes of memory the rows take.
  package var byteCount: Int {
    columns.reduce(provenance?.byteCount ?? 0) { $0 + $1.byteCount }
  }
}

extension Column {
  /// About how many bytes of memory the values take.
  package var byteCount: Int {
    let valid = (validity?.words.count ?? 0) * 8
    return switch self {
    case .bool(let column): column.count + valid
    case .integer(let column), .decimal(let column, _), .timestamp(let column):
      column.count * 8 + valid
    case .wideDecimal(let column, _): column.count * 16 + valid
    case .number(let column): column.count * 8 + valid
    case .date(let column): column.count * 4 + valid
    case .text(let column): column.heldBytes + valid
    case .list(let column): column.items.heldBytes + column.offsets.count * 4 + valid
    }
  }
}

extension TextColumn {
  /// What the texts, their places and codes take.
  fileprivate var heldBytes: Int { bytes.count + offsets.count * 4 + codes.count }
}
