import FupanData

/// By what rows are ordered, most significant first, as far as that is known.
///
/// Columns that order rows alike, such as an instant and its microseconds, stand for the same key.
struct RowOrder: Sendable, Hashable {
  /// For each key the columns that may be named.
  private var keys: [[SortKey]] = []

  init(_ keys: [SortKey] = []) { self.keys = keys.map { [$0] } }

  /// How many first keys of `wanted` the rows are ordered by.
  func agreement(with wanted: [SortKey]) -> Int {
    zip(keys, wanted).prefix { $0.contains($1) }.count
  }

  /// Whether rows equal in these columns stand together, whatever order the columns are named in.
  func groups(_ columns: [String]) -> Bool {
    guard keys.count >= columns.count else { return false }
    var left = Set(columns)
    for key in keys.prefix(columns.count) {
      guard let name = key.first(where: { left.contains($0.column) })?.column else { return false }
      left.remove(name)
    }
    return left.isEmpty
  }

  /// The order after rows were ordered by these keys, equal ones staying as they are.
  func refined(by wanted: [SortKey]) -> RowOrder {
    let known = agreement(with: wanted)
    if known == wanted.count { return self }
    var result = RowOrder()
    result.keys = Array(keys.prefix(known)) + wanted[known...].map { [$0] }
    return result
  }

  /// The order without its first keys.
  func dropping(_ count: Int) -> RowOrder {
    var result = RowOrder()
    result.keys = Array(keys.dropFirst(count))
    return result
  }

  /// This order with further keys.
  func followed(by order: RowOrder) -> RowOrder {
    var result = self
    result.keys += order.keys
    return result
  }

  /// The order by the names that columns have now.
  ///
  /// - Parameter names: the columns with the order of a former one.
  func renamed(_ names: (String) -> [String]) -> RowOrder {
    var result = RowOrder()
    for alternatives in keys {
      let renamed = alternatives.flatMap { key in
        names(key.column).map { SortKey($0, key.direction, nulls: key.nulls) }
      }
      if renamed.isEmpty { break }
      result.keys.append(renamed)
    }
    return result
  }
}
