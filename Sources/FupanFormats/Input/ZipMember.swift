/// A file in a zip archive, as its directory has it.
package struct ZipMember: Hashable, Sendable {
  /// Its name there, folders included; GBK names are turned into Unicode.
  package let name: String
  /// Its size, unpacked.
  package let size: Int
  let compressedSize: Int
  let crc: UInt32
  let method: UInt16
  let isEncrypted: Bool
  /// Whether it is a symbolic link, which says a path instead of holding anything.
  let isLink: Bool
  /// Where its header and its bytes start in the archive.
  let headerOffset: Int
  let dataOffset: Int

  /// The name without its folders.
  package var baseName: String {
    name.split(separator: "/").last.map { String($0) } ?? name
  }

  /// Whether it is something that computers put into archives beside what people do.
  var isClutter: Bool {
    name.hasPrefix("__MACOSX/") || baseName.hasPrefix(".")
      || ["thumbs.db", "desktop.ini"].contains(baseName.lowercased())
  }
}
