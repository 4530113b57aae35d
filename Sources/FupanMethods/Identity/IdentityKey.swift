/// A key by which records of several tables are known to be of one person, as resolution takes it.
package struct IdentityKey: Hashable, Sendable {
  /// What people call it: `unionid`.
  package let name: String
  /// Whether a person has at most one value of it.
  package let isExclusive: Bool
  /// A value of more records than this is shared by several people: a family's or a shop's phone.
  package let maximumRecords: Int

  package init(_ name: String, isExclusive: Bool, maximumRecords: Int = 20) {
    self.name = name
    self.isExclusive = isExclusive
    self.maximumRecords = maximumRecords
  }
}
