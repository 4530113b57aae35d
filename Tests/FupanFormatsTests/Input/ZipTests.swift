import Foundation
import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPlan
import Testing

/// Files in zip archives.
@Suite struct ZipTests {
  static let orders = "订单,金额\nA1,10\nA2,20\n"

  static func archive(_ builder: ZipBuilder) throws -> TemporaryFile {
    try TemporaryFile(builder.bytes(), suffix: ".zip")
  }

  static func rows(_ path: String, chunkBytes: Int = 1 << 20) throws -> [[Value]] {
    var reader = try CSVReader(
      files: [path], options: ReadOptions(),
      columns: [ScanColumn("a", headers: ["订单"]), ScanColumn("b", headers: ["金额"])],
      chunkBytes: chunkBytes)
    return try reader.all().rows
  }

  @Test func theOnlyFileOfAnArchiveIsRead() throws {
    let file = try Self.archive(
      ZipBuilder(["导出/": "", "导出/订单.csv": Self.orders, "__MACOSX/导出/._订单.csv": "x"]))
    for size in [1, 7, 4096] {
      #expect(try Self.rows(file.path, chunkBytes: size) == [["A1", "10"], ["A2", "20"]])
    }
    var stored = ZipBuilder.Entry("订单.csv", Self.orders)
    stored.method = 0
    let plain = try Self.archive(ZipBuilder([stored]))
    #expect(try Self.rows(plain.path).count == 2)
  }

  @Test func ofSeveralFilesOneIsNamedOrAPatternNamesThem() throws {
    let file = try Self.archive(
      ZipBuilder([
        "导出/订单2.csv": Self.orders, "导出/订单1.csv": "订单,金额\nB,1\n", "说明.txt": "x",
      ]))
    #expect(try Self.rows(file.path + "!订单1.csv") == [["B", "1"]])
    #expect(try Self.rows(file.path + "!导出/订单2.csv").count == 2)
    #expect(
      try FileGlob.expand(file.path + "!订单*.csv")
        == ["!导出/订单1.csv", "!导出/订单2.csv"].map { file.path + $0 })
    #expect(InputTests.code { _ = try Self.rows(file.path) } == "zip_needs_member")
    #expect(InputTests.code { _ = try Self.rows(file.path + "!订单3.csv") } == "zip_member_missing")
    #expect(
      InputTests.code { _ = try FileGlob.expand(file.path + "!账单*.csv") } == "no_file_matches")
    let text = try TemporaryFile(Self.orders)
    #expect(InputTests.code { _ = try Self.rows(text.path + "!a.csv") } == "not_an_archive")
  }

  @Test func namesOfChineseWindowsAreGBK() throws {
    var entry = ZipBuilder.Entry("", Self.orders)
    entry.name = EncodingTests.orders + Array(".csv".utf8)
    let file = try Self.archive(ZipBuilder([entry, ZipBuilder.Entry("b.csv", "x")]))
    let archive = try ZipArchive(InputFile(file.path))
    #expect(archive.members.map { $0.name } == ["订单.csv", "b.csv"])
    #expect(try Self.rows(file.path + "!订单.csv").count == 2)
  }

  @Test func namesThatLeadElsewhereDoNoHarm() throws {
    let file = try Self.archive(ZipBuilder(["../../etc/订单.csv": Self.orders]))
    #expect(try Self.rows(file.path).count == 2)
  }

  @Test func largeArchivesOfTheNewerFormAreRead() throws {
    var builder = ZipBuilder(["订单.csv": Self.orders, "b.csv": "x"])
    builder.isZip64 = true
    let file = try Self.archive(builder)
    #expect(try Self.rows(file.path + "!订单.csv").count == 2)
  }

  @Test func whatCannotBeUnpackedSaysWhy() throws {
    var entry = ZipBuilder.Entry("订单.csv", Self.orders)
    entry.flags = 1
    let locked = try Self.archive(ZipBuilder([entry]))
    #expect(InputTests.code { _ = try Self.rows(locked.path) } == "zip_encrypted")
    entry.flags = 0
    entry.method = 14
    let lzma = try Self.archive(ZipBuilder([entry]))
    #expect(InputTests.code { _ = try Self.rows(lzma.path) } == "zip_method")
    entry.method = 8
    entry.madeBy = 3 << 8
    entry.attributes = 0o120777 << 16
    let link = try Self.archive(ZipBuilder([entry]))
    #expect(InputTests.code { _ = try Self.rows(link.path) } == "zip_link")
  }

  @Test func archivesThatContradictThemselvesAreRefused() throws {
    let sound = ZipBuilder.Entry("订单.csv", Self.orders)
    func code(_ change: (inout ZipBuilder.Entry) -> Void) throws -> String? {
      var entry = sound
      change(&entry)
      let file = try Self.archive(ZipBuilder([entry, ZipBuilder.Entry("b.csv", "x")]))
      return InputTests.code { _ = try Self.rows(file.path + "!订单.csv") }
    }
    #expect(try code { _ in } == nil)
    #expect(try code { $0.localName = Array("账单.csv".utf8) } == "zip_damaged")
    #expect(try code { $0.localFlags = 1 } == "zip_damaged")
    #expect(try code { $0.localCRC = 7 } == "zip_damaged")
    #expect(try code { $0.packed = ZipBuilder.deflated(Array("x".utf8)) } == "compressed_damaged")
    #expect(try code { $0.size = 5 } == "compressed_damaged")
    #expect(try code { $0.size = 5000 } == "compressed_damaged")
    #expect(
      try code { $0.packed = ZipBuilder.deflated($0.content) + [1] }
        == "compressed_trailing_bytes")
    #expect(
      try code { $0.packed = ZipBuilder.deflated($0.content).dropLast() } == "compressed_cut")
    var twin = sound
    twin.sharing = 0
    twin.name = Array("订2.csv".utf8) + [0x20, 0x20]
    twin.localName = sound.name
    for entries in [[sound, twin], [sound, sound]] {
      let file = try Self.archive(ZipBuilder(entries))
      #expect(InputTests.code { _ = try Self.rows(file.path + "!订单.csv") } == "zip_damaged")
    }
  }

  @Test func aBombInAnArchiveIsRefused() throws {
    var entry = ZipBuilder.Entry("订单.csv", "")
    entry.content = Array("订单,金额\n".utf8) + [UInt8](repeating: 0x0A, count: 12 << 20)
    let file = try Self.archive(ZipBuilder([entry]))
    #expect(InputTests.code { _ = try Self.rows(file.path) } == "inflate_limit")
  }

  @Test func everyCutAndEveryFlippedBitIsNoticedOrDoesNoHarm() throws {
    let whole = ZipBuilder(["订单.csv": Self.orders]).bytes()
    let expected: [[Value]] = [["A1", "10"], ["A2", "20"]]
    for length in whole.indices.dropFirst(4) {
      let file = try TemporaryFile(Array(whole[..<length]), suffix: ".zip")
      #expect(InputTests.code { _ = try Self.rows(file.path) } != nil, "cut at \(length)")
    }
    let trailing = try TemporaryFile(whole + [1, 2, 3], suffix: ".zip")
    #expect(InputTests.code { _ = try Self.rows(trailing.path) } == "zip_damaged")
    var harmless = 0
    for bit in 0..<whole.count * 8 {
      var flipped = whole
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      let file = try TemporaryFile(flipped, suffix: ".zip")
      do {
        let rows = try Self.rows(file.path)
        #expect(rows == expected, "bit \(bit)")
        harmless += 1
      } catch {}
    }
    // Times, versions and attributes may say anything.
    #expect(harmless < whole.count * 8 / 2)
  }

  @Test func archivesAreHashedAsTheyAre() throws {
    let file = try Self.archive(ZipBuilder(["订单.csv": Self.orders]))
    let packed = try PeekedInput(file.path, hashing: true)
    #expect(packed.packing == ["zip"] && packed.isWhole)
    var reader = try CSVReader(
      files: [file.path], options: ReadOptions(),
      columns: [ScanColumn("a", headers: ["订单"])], hashing: true)
    _ = try reader.all()
    #expect(reader.inputs.first?.sha256?.count == 64)
  }

  @Test func anArchiveFromAPipeIsRefused() throws {
    let file = try Self.archive(ZipBuilder(["订单.csv": Self.orders]))
    let pipe = file.path + ".fifo"
    mkfifo(pipe, 0o600)
    defer { unlink(pipe) }
    let bytes = ZipBuilder(["订单.csv": Self.orders]).bytes()
    let writer = Thread {
      let handle = FileHandle(forWritingAtPath: pipe)
      try? handle?.write(contentsOf: Data(bytes))
      try? handle?.close()
    }
    writer.start()
    #expect(InputTests.code { _ = try Self.rows(pipe) } == "zip_from_pipe")
  }
}
