import CMinizip
import FupanDiagnostics
import Glibc

/// A zip archive on disk: what is in it, and each file of it as a stream of bytes.
///
/// Nothing is ever unpacked to disk, so names such as `../x` do no harm. An archive that contradicts
/// itself is refused whole: entries that overlap or have the same name, or whose own header says
/// something else than the directory.
///
///     let archive = try ZipArchive(InputFile("活动.xlsx"))
///     var source = try archive.source(of: try archive.member("xl/workbook.xml"))
package struct ZipArchive: Sendable {
  /// The archive as the user named it.
  package let name: String
  /// Its files, in the order of the directory; folders are left out.
  package let members: [ZipMember]
  private let file: InputFile

  /// The bytes by which an archive is known; `PK\u{5}\u{6}` is one without files.
  static func starts(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0x50, 0x4B, 5, 6])
      || bytes.starts(with: [0x50, 0x4B, 7, 8])
  }

  /// More files than any export has.
  private static let entryLimit = 65_536

  /// Reads the directory of an opened file.
  ///
  /// - Throws: what is wrong with the archive; a pipe, which cannot be read from its end.
  package init(_ file: InputFile) throws(Problems) {
    self.file = file
    name = file.name
    guard file.identity.isRegular else {
      throw Problems(Diagnostic(.zipFromPipe, ["file": .text(file.name)]))
    }
    var status = fupan_zip_status.ok
    let opened = fupan_zip_open(
      file.descriptor.number, UInt64(max(0, file.identity.size)), &status)
    defer { fupan_zip_close(opened) }
    guard let zip = opened else { throw ZipArchive.problem(status, file, at: 0) }
    guard fupan_zip_count(zip) <= ZipArchive.entryLimit else {
      throw ZipArchive.damaged(file, en: "it has too many entries", zh: "条目过多")
    }
    var found: [ZipMember] = []
    var entry = fupan_zip_entry()
    while true {
      let status = fupan_zip_next(zip, &entry)
      if status == .end { break }
      guard status == .ok else {
        throw ZipArchive.problem(status, file, at: Int(clamping: fupan_zip_position(zip)))
      }
      let bytes = Array(UnsafeRawBufferPointer(start: entry.name, count: entry.name_length))
      // Some packers write names as Windows does.
      let name = ZipArchive.text(of: bytes, isUTF8: entry.is_name_utf8)
        .replacing("\\", with: "/")
      if name.hasSuffix("/"), entry.size == 0 { continue }
      guard let size = Int(exactly: entry.size),
        let compressed = Int(exactly: entry.compressed_size)
      else { throw ZipArchive.damaged(file, en: "a size cannot be", zh: "大小不合理") }
      found.append(
        ZipMember(
          name: name, size: size, compressedSize: compressed, crc: entry.crc,
          method: entry.method, isEncrypted: entry.is_encrypted, isLink: entry.is_link,
          headerOffset: Int(entry.header_offset), dataOffset: Int(entry.data_offset)))
    }
    members = found
    try requireApart()
    try requireNames()
  }

  /// The only file that is meant by a name: the whole name, else a name without folders.
  package func member(_ name: String) throws(Problems) -> ZipMember {
    if let found = members.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) { return found }
    let named = members.filter { $0.baseName.utf8.elementsEqual(name.utf8) }
    if named.count == 1 { return named[0] }
    let names = members.filter { !$0.isClutter }.map { $0.name }
    let problem = Diagnostic(
      .zipMemberMissing,
      ["file": .text(self.name), "member": .text(name), "members": .list(names)])
    guard let nearest = NearestName.to(name, among: names) else { throw Problems(problem) }
    throw Problems(problem.with("suggestion", .suggestion(nearest)))
  }

  /// The files whose name, with or without its folders, fits a pattern, by the bytes of their names.
  package func members(matching pattern: String) -> [ZipMember] {
    members.filter { member in
      !member.isClutter
        && (fnmatch(pattern, member.name, 0) == 0 || fnmatch(pattern, member.baseName, 0) == 0)
    }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// The one file that people put into the archive.
  ///
  /// - Throws: `zip_needs_member` where there are several, and where there is none.
  func onlyMember() throws(Problems) -> ZipMember {
    let meant = members.filter { !$0.isClutter }
    if meant.count == 1 { return meant[0] }
    guard let first = meant.first else {
      throw Problems(Diagnostic(.emptyInput, ["file": .text(name)]))
    }
    throw Problems(
      Diagnostic(
        .zipNeedsMember,
        [
          "file": .text(name), "members": .list(meant.map { $0.name }),
          "first": .text(first.name),
        ]))
  }

  /// Whether this is a workbook of Excel or WPS, which is a zip archive too.
  package var isWorkbook: Bool { members.contains { $0.name == "[Content_Types].xml" } }

  /// A file's bytes, unpacked as they are read, its size and checksum checked at its end.
  func source(
    of member: ZipMember, limits: InflateLimits = InflateLimits()
  ) throws(Problems) -> any ByteSource {
    let facts: KeyValuePairs<String, FactValue> = [
      "file": .text(name), "member": .text(member.name), "method": .integer(Int(member.method)),
    ]
    guard !member.isEncrypted else { throw Problems(Diagnostic(.zipEncrypted, facts)) }
    guard !member.isLink else { throw Problems(Diagnostic(.zipLink, facts)) }
    let raw = FileSlice(file, member.dataOffset..<member.dataOffset + member.compressedSize)
    let compression: Compression
    switch member.method {
    case 0: return ZipEntrySource(raw, member, of: name)
    case 8: compression = .deflate
    case 12: compression = .bzip2
    default: throw Problems(Diagnostic(.zipMethod, facts))
    }
    return ZipEntrySource(
      CompressedSource(raw, compression, name: name, limits: limits, origin: member.dataOffset),
      member, of: name)
  }

  /// No two entries may use the same bytes: that is how bombs are made.
  private func requireApart() throws(Problems) {
    let placed = members.filter { $0.dataOffset > 0 }.sorted { $0.headerOffset < $1.headerOffset }
    for (earlier, later) in zip(placed, placed.dropFirst())
    where earlier.dataOffset + earlier.compressedSize > later.headerOffset {
      throw ZipArchive.damaged(
        file, en: "'\(earlier.name)' and '\(later.name)' overlap",
        zh: "“\(earlier.name)”与“\(later.name)”相互重叠", at: later.headerOffset)
    }
  }

  private func requireNames() throws(Problems) {
    var seen: Set<[UInt8]> = []
    for member in members where !seen.insert(Array(member.name.utf8)).inserted {
      throw ZipArchive.damaged(
        file, en: "it has two files '\(member.name)'", zh: "有两个同名文件“\(member.name)”",
        at: member.headerOffset)
    }
  }

  /// A name as people know it: UTF-8 where it says so or is it, else GBK as Windows in China writes.
  static func text(of bytes: [UInt8], isUTF8: Bool) -> String {
    let isSound = bytes.withUnsafeBufferPointer { UTF8Scan.isValid($0) }
    let decoded = bytes.withUnsafeBufferPointer { GB18030Decoder.decode($0) }
    let isOnlyTwoByteUTF8 = bytes.allSatisfy { $0 < 0xE0 }
    let isGBK = !isUTF8 && decoded.faults.isEmpty && (!isSound || isOnlyTwoByteUTF8)
    return String(decoding: isGBK ? decoded.bytes : bytes, as: UTF8.self)
  }

  private static func problem(
    _ status: fupan_zip_status, _ file: InputFile, at offset: Int
  ) -> Problems {
    switch status {
    case .unreadable:
      Problems(
        Diagnostic(
          .unreadableInput,
          ["file": .text(file.name), "reason": .text(String(cString: strerror(errno)))]))
    case .trailing: damaged(file, en: "something follows its end", zh: "结尾之后还有其他内容")
    case .contradicting:
      damaged(
        file, en: "a header contradicts the directory", zh: "文件头与目录不一致", at: offset)
    default:
      damaged(
        file, en: "its directory is not whole", zh: "目录不完整",
        at: offset > 0 ? offset : file.identity.size)
    }
  }

  private static func damaged(
    _ file: InputFile, en: String, zh: String, at offset: Int? = nil
  ) -> Problems {
    Problems(
      Diagnostic(
        .zipDamaged,
        [
          "file": .text(file.name), "reason": .phrase(en: en, zh: zh),
          "offset": .integer(offset ?? file.identity.size),
        ]))
  }
}
