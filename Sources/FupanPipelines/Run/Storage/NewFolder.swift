import FupanDiagnostics

/// A folder that a command writes files into, none of which may exist.
package enum NewFolder {
  /// Writes files by their relative paths; folders on the way are made.
  package static func write(
    _ files: [(path: String, bytes: [UInt8])], to path: String
  ) throws(Problems) {
    let root = try FolderHandle.making(path)
    for file in files {
      var parts = file.path.split(separator: "/").map { String($0) }
      let name = parts.popLast() ?? file.path
      var folder = root
      for part in parts { folder = try folder.makingFolder(part) }
      let sink = try folder.newFile(name)
      try sink.write(file.bytes)
      try sink.finish()
    }
  }
}
