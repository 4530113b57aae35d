/// Records of one person, found by keys that are equal: deterministic, and the same for every order
/// of the records.
///
/// Level by level in the keys' priority, groups that share a value are linked; a value whose groups
/// contradict each other links nothing and is left for people to look at. First come, first served
/// would hand the ambiguous record to whichever id sorts first.
///
///     let groups = IdentityGroups([["U1", "138"], [nil, "138"]], keys: [unionid, phone])
///     groups.groupOfRecord  // [0, 0]
///
/// Christen 2012, Data Matching; linking by likelihood (Fellegi, Sunter 1969) is left out on
/// purpose.
package struct IdentityGroups: Equatable, Sendable {
  /// What became of one value of a key.
  package struct ValueVerdict: Hashable, Sendable {
    /// The key's position.
    package let key: Int
    package let value: String
    package let state: State
    /// The first record of each group that had the value when its key's turn came, ascending.
    package let groups: [Int]
    /// The key that forbids the link.
    package let blockedBy: Int?
    /// The group that everybody with this value is in; nil where it links nothing.
    package fileprivate(set) var group: Int?
  }

  /// Whether a value tells who somebody is.
  package enum State: String, Hashable, Sendable {
    case linked
    /// Its groups hold two values of an exclusive key.
    case ambiguous
    /// Too many records have it.
    case shared
    /// The groups that this level would join hold two values of an exclusive key, though those of
    /// this value alone do not.
    case inconsistent
  }

  /// The first record of each record's group.
  package let groupOfRecord: [Int]
  /// Every value, by key and then by its bytes.
  package let values: [ValueVerdict]

  /// - Parameter records: the usable values of each record, one a key; nil where it has none.
  package init(_ records: [[String?]], keys: [IdentityKey]) {
    var parents = Array(records.indices)
    func root(_ record: Int) -> Int {
      var root = record
      while parents[root] != root { root = parents[root] }
      var step = record
      while parents[step] != root { (parents[step], step) = (root, parents[step]) }
      return root
    }
    func join(_ roots: [Int]) {
      guard let first = roots.min() else { return }
      for root in roots { parents[root] = first }
    }
    let exclusive = keys.indices.filter { keys[$0].isExclusive }
    // The only value of each exclusive key that a group holds, by its root.
    var held = records.map { record in exclusive.map { record[$0] } }
    func contradiction(_ roots: [Int]) -> Int? {
      exclusive.indices.first { place in
        Set(roots.compactMap { held[$0][place] }).count > 1
      }.map { exclusive[$0] }
    }
    func merge(_ roots: [Int]) {
      let values = exclusive.indices.map { place in
        roots.lazy.compactMap { held[$0][place] }.first
      }
      join(roots)
      if let first = roots.min() { held[first] = values }
    }
    var verdicts: [ValueVerdict] = []
    var linkedRecords: [(verdict: Int, record: Int)] = []
    for (level, key) in keys.enumerated() {
      var byValue: [String: [Int]] = [:]
      for (record, values) in records.enumerated() {
        if let value = values[level] { byValue[value, default: []].append(record) }
      }
      let found = byValue.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      var linking: [(value: String, records: [Int], roots: [Int])] = []
      for (value, own) in found {
        let roots = Set(own.map(root)).sorted()
        if own.count > key.maximumRecords {
          verdicts.append(
            ValueVerdict(key: level, value: value, state: .shared, groups: roots, blockedBy: nil))
        } else if let blocking = contradiction(roots) {
          verdicts.append(
            ValueVerdict(
              key: level, value: value, state: .ambiguous, groups: roots, blockedBy: blocking))
        } else {
          linking.append((value, own, roots))
        }
      }
      // Components of groups over the values of this level.
      var ofRoot: [Int: Int] = [:]
      var parts: [Int] = []
      func part(_ index: Int) -> Int {
        var part = index
        while parts[part] != part { part = parts[part] }
        return part
      }
      for (index, entry) in linking.enumerated() {
        parts.append(index)
        for root in entry.roots {
          if let other = ofRoot[root] { parts[part(index)] = part(other) }
          ofRoot[root] = part(index)
        }
      }
      var components: [Int: [Int]] = [:]
      for index in linking.indices { components[part(index), default: []].append(index) }
      for members in components.values.sorted(by: { $0[0] < $1[0] }) {
        let roots = Set(members.flatMap { linking[$0].roots }).sorted()
        let blocking = contradiction(roots)
        for index in members {
          let entry = linking[index]
          if let record = entry.records.first, blocking == nil {
            linkedRecords.append((verdicts.count, record))
          }
          verdicts.append(
            ValueVerdict(
              key: level, value: entry.value, state: blocking == nil ? .linked : .inconsistent,
              groups: entry.roots, blockedBy: blocking))
        }
        if blocking == nil { merge(roots) }
      }
    }
    groupOfRecord = records.indices.map(root)
    for (verdict, record) in linkedRecords { verdicts[verdict].group = root(record) }
    values = verdicts.sorted { left, right in
      left.key != right.key
        ? left.key < right.key : left.value.utf8.lexicographicallyPrecedes(right.value.utf8)
    }
  }
}
