import Foundation
import FupanTestSupport

/// A file that is gone when the test is over.
final class TemporaryFile {
  private let folder: TemporaryFolder
  let path: String

  init(_ bytes: [UInt8], suffix: String = ".csv") throws {
    folder = try TemporaryFolder()
    path = try folder.write(bytes, to: "file" + suffix).path
  }

  convenience init(_ text: String, suffix: String = ".csv") throws {
    try self.init(Array(text.utf8), suffix: suffix)
  }
}
