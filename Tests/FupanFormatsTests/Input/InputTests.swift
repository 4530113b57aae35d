import CBzip2
import CZlib
import CZstd
import Foundation
import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPlan
import FupanTestSupport
import Testing

/// Files, pipes and compressed data.
@Suite struct InputTests {
  static func read(
    _ bytes: [UInt8], columns: [ScanColumn] = [ScanColumn("a")], chunkBytes: Int = 1 << 20
  ) throws -> ReadAll {
    let file = try TemporaryFile(bytes)
    var reader = try CSVReader(
      files: [file.path], options: ReadOptions(), columns: columns, chunkBytes: chunkBytes)
    return try reader.all()
  }

  /// The rows of a file's only wanted column.
  static func reading(_ path: String) throws -> ReadAll {
    var reader = try CSVReader(
      files: [path], options: ReadOptions(), columns: [ScanColumn("a")])
    return try reader.all()
  }

  static func zstd(_ bytes: [UInt8], withSum: Bool = true) -> [UInt8] {
    let context = ZSTD_createCCtx()
    defer { ZSTD_freeCCtx(context) }
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, withSum ? 1 : 0)
    var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
    let count = ZSTD_compress2(context, &output, output.count, bytes, bytes.count)
    return Array(output[..<count])
  }

  static func bzip2(_ bytes: [UInt8]) -> [UInt8] {
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: bytes.count + bytes.count / 100 + 1000)
    var count = UInt32(output.count)
    BZ2_bzBuffToBuffCompress(&output, &count, &input, UInt32(input.count), 9, 0, 0)
    return output[..<Int(count)].map { UInt8(bitPattern: $0) }
  }

  static func gzip(_ text: String) -> [UInt8] { gzip(Array(text.utf8)) }

  static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count + 1000)
    let count = output.count
    let written = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        fupan_deflate_init(&stream, 6, 15 + 16)
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(count)
        deflate(&stream, Z_FINISH)
        deflateEnd(&stream)
        return count - Int(stream.avail_out)
      }
    }
    return Array(output[..<written])
  }

  static func code(_ body: () throws -> Void) -> String? {
    do { try body() } catch { return (error as? Problems)?.first.code }
    return nil
  }

  static func offset(_ body: () throws -> Void) -> Int? {
    do { try body() } catch {
      if case .integer(let offset)? = (error as? Problems)?.first.facts
        .first(where: { $0.name == "offset" })?.value
      {
        return offset
      }
    }
    return nil
  }

  @Test func compressedMembersFollowEachOther() throws {
    let bytes = Self.gzip("a\n1\n") + Self.gzip("2\n") + Self.gzip("")
    for size in [1, 3, 1 << 20] {
      let all = try Self.read(bytes, chunkBytes: size)
      #expect(all.rows == [["1"], ["2"]])
    }
  }

  @Test func damagedCompressedFilesNameTheOffset() throws {
    let one = Self.gzip("a\n" + (0..<2000).map { "\($0 * 7919 % 10007)\n" }.joined())
    #expect(Self.code { _ = try Self.read(Array(one.dropLast(20))) } == "compressed_cut")
    #expect(Self.offset { _ = try Self.read(Array(one.dropLast(20))) } == one.count - 20)
    #expect(Self.code { _ = try Self.read(one + [1, 2, 3]) } == "compressed_trailing_bytes")
    #expect(Self.offset { _ = try Self.read(one + [1, 2, 3]) } == one.count)
    #expect(Self.code { _ = try Self.read(one + [0x1F]) } == "compressed_trailing_bytes")
    var wrongSum = one
    wrongSum[one.count - 6] ^= 1
    #expect(Self.code { _ = try Self.read(wrongSum) } == "compressed_damaged")
  }

  @Test func aBombIsRefused() throws {
    let zeros = Array("a\n".utf8) + [UInt8](repeating: 0x0A, count: 12 << 20)
    for bomb in [Self.gzip(zeros), Self.zstd(zeros), Self.bzip2(zeros)] {
      #expect(Self.code { _ = try Self.read(bomb) } == "inflate_limit")
    }
  }

  @Test func everyKindOfCompressionIsKnownByItsFirstBytes() throws {
    let rows = (0..<3000).map { "\($0 * 7919 % 10007)" }
    let text = Array(("a\n" + rows.joined(separator: "\n") + "\n").utf8)
    for packed in [Self.gzip(text), Self.zstd(text), Self.bzip2(text)] {
      let half = Array("0\n".utf8)
      for (bytes, more) in [(packed, 0), (packed + packed, 1)] {
        let all = try Self.read(bytes)
        #expect(all.rows.count == 3000 + more * 3001)
        #expect(all.rows.first == [.text(rows[0])])
      }
      #expect(Self.code { _ = try Self.read(packed + half) } == "compressed_trailing_bytes")
      #expect(Self.offset { _ = try Self.read(packed + half) } == packed.count)
      #expect(Self.code { _ = try Self.read(Array(packed.dropLast(3))) } == "compressed_cut")
    }
    #expect(try Self.read(Array("BZh1,b\n".utf8), columns: [ScanColumn("BZh1")]).rows == [])
  }

  @Test func everyCutAndEveryFlippedBitOfCompressedFilesIsNoticedOrDoesNoHarm() throws {
    let text = Array("a\n1\n2\n".utf8)
    for whole in [Self.gzip(text), Self.zstd(text), Self.bzip2(text)] {
      for length in whole.indices.dropFirst(10) {
        let file = try TemporaryFile(Array(whole[..<length]))
        #expect(Self.code { _ = try Self.reading(file.path) } != nil, "cut at \(length)")
      }
      for bit in 0..<whole.count * 8 {
        var flipped = whole
        flipped[bit / 8] ^= 1 << UInt8(bit % 8)
        let file = try TemporaryFile(flipped)
        guard let all = try? Self.reading(file.path) else { continue }
        #expect(all.rows == [["1"], ["2"]] && all.rejections.isEmpty, "bit \(bit)")
      }
    }
  }

  @Test func whatIsNotThereOrNoFileIsNoInput() throws {
    let folder = NSTemporaryDirectory()
    for (path, code) in [("/nonexistent/x.csv", "missing_input"), (folder, "input_is_folder")] {
      #expect {
        try CSVReader(files: [path], options: ReadOptions(), columns: [])
      } throws: {
        ($0 as? Problems)?.first.code == code && ($0 as? Problems)?.exitStatus == .noInput
      }
    }
  }

  @Test func aFileThatChangesWhileItIsReadIsRefused() throws {
    for change in ["grow", "shrink"] {
      let file = try TemporaryFile("a\n" + String(repeating: "1\n", count: 3 << 20))
      var reader = try CSVReader(
        files: [file.path], options: ReadOptions(), columns: [ScanColumn("a")])
      _ = try reader.next()
      if change == "grow" {
        let handle = try #require(FileHandle(forWritingAtPath: file.path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("2\n".utf8))
        try handle.close()
      } else {
        truncate(file.path, 4 << 20)
      }
      #expect {
        while let chunk = try reader.next() { _ = try reader.parse(chunk) }
      } throws: {
        ($0 as? Problems)?.first.code == "input_changed"
          && ($0 as? Problems)?.exitStatus == .tryAgain
      }
    }
  }

  @Test func pipesReadAsFilesDo() throws {
    let text = "最多导出1000条\n订单号,b\n" + (0..<5000).map { "\($0),x\n" }.joined()
    let file = try TemporaryFile(text)
    let pipe = file.path + ".fifo"
    mkfifo(pipe, 0o600)
    defer { unlink(pipe) }
    var options = ReadOptions()
    options.headerNames = ["订单号"]
    let columns = [ScanColumn("id", headers: ["订单号"])]
    var fromFile = try CSVReader(files: [file.path], options: options, columns: columns)
    let second = pipe + "2"
    mkfifo(second, 0o600)
    defer { unlink(second) }
    let writer = Thread {
      for path in [pipe, second] {
        let handle = FileHandle(forWritingAtPath: path)
        try? handle?.write(contentsOf: Data(text.utf8))
        try? handle?.close()
      }
    }
    writer.start()
    var fromPipes = try CSVReader(
      files: [pipe, second], options: options, columns: columns, chunkBytes: 4096)
    let left = try fromFile.all()
    let right = try fromPipes.all()
    #expect(left.rows + left.rows == right.rows)
    #expect(left.lines + left.lines == right.lines)
    #expect(right.rows.count == 10_000)
  }

  @Test func standardInputMayBeLookedAtBeforeItIsRead() throws {
    let text = "a\n" + (0..<300_000).map { "\($0)\n" }.joined()
    let file = try TemporaryFile(text)
    let saved = dup(STDIN_FILENO)
    let input = open(file.path, O_RDONLY)
    dup2(input, STDIN_FILENO)
    defer {
      dup2(saved, STDIN_FILENO)
      close(saved)
      close(input)
    }
    var looked = try PeekedInput("-")
    let names = try HeaderSniffer(ReadOptions()).layout(of: &looked).layout.names
    #expect(names == ["a"])
    var reader = try CSVReader(
      files: ["-"], options: ReadOptions(), columns: [ScanColumn("a")], hashing: true)
    let all = try reader.all()
    #expect(all.rows.count == 300_000)
    #expect(all.rows.first == ["0"] && all.rows.last == ["299999"])
    #expect(reader.inputs.first?.sha256?.count == 64)
  }

  @Test func severalFilesKeepTheirOwnHeadersAndLines() throws {
    let first = try TemporaryFile("a,b\n1,2\n")
    let second = try TemporaryFile("b,a\r\n3,4\r\n")
    var reader = try CSVReader(
      files: [first.path, second.path], options: ReadOptions(),
      columns: [ScanColumn("a"), ScanColumn("b")], hashing: true)
    let all = try reader.all()
    #expect(all.rows == [["1", "2"], ["4", "3"]])
    #expect(all.files == [0, 1])
    #expect(all.lines == [2, 2])
    #expect(all.account.headers == 2)
    #expect(
      reader.inputs.map { $0.sha256 } == [
        "492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470",
        "3a3a8d34f13bb093cfe4b5bde7f62e29071022637167cc3259e5cd5d325984dc",
      ])
  }

  @Test func globsAreSortedByBytesAndLeaveDownloadsAlone() throws {
    let place = try TemporaryFolder()
    let folder = place.path
    for name in ["有赞b.csv", "有赞a.csv", "有赞Z.csv", "有赞c.csv.crdownload", "~$有赞a.csv"] {
      try place.write(Data(), to: name)
    }
    let found = try FileGlob.expand(folder + "/*有赞*")
    #expect(found == ["有赞Z.csv", "有赞a.csv", "有赞b.csv"].map { folder + "/" + $0 })
    #expect(try FileGlob.expand(folder + "/none.csv") == [folder + "/none.csv"])
    #expect { try FileGlob.expand(folder + "/none*") } throws: {
      ($0 as? Problems)?.first.code == "no_file_matches"
    }
  }
}
