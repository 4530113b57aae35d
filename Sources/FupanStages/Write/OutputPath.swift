import FupanConfig
import FupanDiagnostics

/// Paths of output files, which never leave the run's folder.
package enum OutputPath {
  /// The path as written.
  ///
  /// - Throws: a path that is absolute, climbs out, or has a part no file system takes.
  package static func checked(_ path: FilePath) throws(Problems) -> String {
    let parts = path.text.split(separator: "/", omittingEmptySubsequences: false)
    let isRefused =
      path.text.isEmpty
      || parts.contains { part in
        part.isEmpty || part == "." || part == ".." || part.utf8.count > 255
          || part.unicodeScalars.contains { $0.value < 0x20 }
      }
    if isRefused {
      throw Problems(Diagnostic(.outputPathRefused, at: path.place, ["path": .text(path.text)]))
    }
    return path.text
  }
}

extension Message {
  static let outputPathRefused = Message(
    "output_path_refused", exit: .config, en: "'{path}' is not a path under the run's folder",
    zh: "“{path}”不是输出文件夹下的路径",
    hint: (
      en: "write a relative path without '..', such as lists/召回名单.csv",
      zh: "请写不含“..”的相对路径，例如 lists/召回名单.csv"
    ))
}
