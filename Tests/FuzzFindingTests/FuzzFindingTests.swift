import Foundation
import FupanFuzzing
import Testing

/// What fuzzing once found stays found: `Tests/Cases/fuzz/<reader>/<what it was>`.
@Suite("Findings of fuzzing")
struct FuzzFindingTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Cases/fuzz")

  /// The readers that something was found in.
  static func found() throws -> [(target: String, file: String)] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted().compactMap { path in
      let parts = path.split(separator: "/").map { String($0) }
      return parts.count == 2 ? (parts[0], parts[1]) : nil
    }
  }

  @Test("no finding comes back", arguments: try found())
  func finding(target: String, file: String) throws {
    let bytes = try Data(contentsOf: Self.folder.appending(path: "\(target)/\(file)"))
    let reader = try #require(FuzzTarget(rawValue: target))
    #expect(throws: Never.self) { try reader.read(Array(bytes)) }
  }
}
