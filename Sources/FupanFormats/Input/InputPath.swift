import Glibc

/// A file, or one that is packed in an archive: `下载.zip!订单.csv`.
///
/// The part behind `!` names what is in the archive. A name that has an `!` of its own stays whole
/// as long as there is such a file.
package struct InputPath: Hashable, Sendable {
  /// The file on disk, or the pattern of files.
  package let file: String
  /// What is wanted of the archive, or the pattern of it; nil for the file itself.
  package let member: String?

  package init(_ name: String) {
    (file, member) = InputPath.parts(of: name)
  }

  private static func parts(of name: String) -> (String, String?) {
    guard name.utf8.contains(UInt8(ascii: "!")), access(name, F_OK) != 0 else { return (name, nil) }
    var named: (String, String)?
    for mark in name.indices where name[mark] == "!" {
      let file = String(name[..<mark])
      let member = String(name[name.index(after: mark)...])
      guard !file.isEmpty, !member.isEmpty else { continue }
      if access(file, F_OK) == 0 { return (file, member) }
      if named == nil, file.lowercased().hasSuffix(".zip") { named = (file, member) }
    }
    guard let named else { return (name, nil) }
    return named
  }
}
