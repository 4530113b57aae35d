/// Columns that readers make beside the keys of people: whether a value was masked or encrypted, all
/// that is known of one that is missing for it. They last until persons are known.
package enum MaskedKeys {
  private static let prefix = "_masked_"

  /// The column beside a key.
  package static func column(of key: String) -> String { prefix + key }

  /// Whether a name is that of such a column.
  package static func isColumn(_ name: String) -> Bool { name.hasPrefix(prefix) }
}
