import CZlib
import Foundation
import FupanSampleData
import FupanTestSupport

/// A sample on disk that is removed when the test is over.
final class WrittenSample {
  private let root: TemporaryFolder
  let folder: String
  let twin: String
  let truth: Truth

  init(
    _ generator: SampleDataGenerator = SampleDataGenerator(), withTwin: Bool = true
  ) throws {
    root = try TemporaryFolder()
    folder = root.path + "/样本"
    twin = root.path + "/twin"
    truth = try generator.writeSample(to: folder, twin: withTwin ? twin : nil)
  }

  /// The names of all files beneath the folder, in order.
  static func files(in folder: String) throws -> [String] {
    let all = try FileManager.default.subpathsOfDirectory(atPath: folder)
    return all.filter {
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(
        atPath: folder + "/" + $0, isDirectory: &isFolder)
      return exists && !isFolder.boolValue
    }.sorted()
  }

  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// The bytes of a gzip file, unpacked.
  static func unpacked(_ path: String) throws -> [UInt8] {
    guard let file = gzopen(path, "rb") else { throw CocoaError(.fileReadUnknown) }
    defer { gzclose(file) }
    var result: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = gzread(file, &chunk, UInt32(chunk.count))
      guard count > 0 else { break }
      result += chunk[..<Int(count)]
    }
    return result
  }

  func text(_ path: String) throws -> String {
    try String(contentsOfFile: folder + "/" + path, encoding: .utf8)
  }

  /// The text of an export in GB18030.
  func gb18030(_ path: String) throws -> String {
    let encoding = String.Encoding(
      rawValue: 0x8000_0632)
    return try String(contentsOfFile: folder + "/" + path, encoding: encoding)
  }

  func twinTable(_ name: String) throws -> PlainTable {
    try PlainTable(String(contentsOfFile: twin + "/" + name, encoding: .utf8))
  }
}
