import FupanStages

/// Downloads of one export that can be read together: of one profile, all text or all workbooks with
/// one sheet.
package struct FoundExport: Sendable {
  /// The profile's name.
  package let name: String
  package let profile: Profile
  package internal(set) var files: [FoundFile]
  /// Which it is of those with its profile, 1 for the first.
  let number: Int

  /// A name with which it is told from the others of its profile.
  func numbered(_ name: String) -> String { number == 1 ? name : "\(name)_\(number)" }
}
