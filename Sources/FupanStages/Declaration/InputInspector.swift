import FupanConfig
import FupanDiagnostics
import FupanPlan

/// Looks at input files while a pipeline is checked: which there are, and what their headers say.
package protocol InputInspector: Sendable {
  /// The profile with a name, or of one's own at a path that ends in `.yaml`.
  func profile(_ name: Located<String>) throws(Problems) -> Profile
  /// The files a path or pattern stands for, sorted; empty where an optional one has none.
  func files(_ path: FilePath, isOptional: Bool) throws(Problems) -> [String]
  /// Whether a file is a workbook, which its first bytes say.
  func isWorkbook(_ file: String) -> Bool
  /// The headers of a delimited file, cleaned as scans match them.
  func headers(of file: String, _ options: ReadOptions, at place: Place?) throws(Problems)
    -> [String]
  /// The first of several ways of reading a delimited file whose header it has near its beginning,
  /// else the first whose header it has further on; nil for none.
  func firstFitting(_ ways: [ReadOptions], of file: String) -> Int?
  /// Looks whether a file is one of the profile with a name.
  ///
  /// - Throws: that it evidently is of another one.
  func requireFit(
    _ file: String, _ name: Located<String>, _ profile: Profile
  ) throws(Problems)
}

extension InputInspector {
  package func requireFit(
    _ file: String, _ name: Located<String>, _ profile: Profile
  ) throws(Problems) {}

  package func isWorkbook(_ file: String) -> Bool { false }

  package func firstFitting(_ ways: [ReadOptions], of file: String) -> Int? {
    ways.firstIndex { (try? headers(of: file, $0, at: nil)) != nil }
  }

  /// What a reader names: its profile, where it names one, and the files of all its paths.
  ///
  /// An unknown profile, every path without a file and files of other profiles are added to
  /// `problems`.
  func inputs(
    _ paths: [FilePath], profile name: Located<String>?, isOptional: Bool,
    gathering problems: inout [Diagnostic]
  ) -> (profile: Profile?, files: [String]) {
    var known: Profile?
    if let name {
      known = problems.gather { () throws(Problems) in try profile(name) }
    }
    let found = paths.compactMap { path in
      problems.gather { () throws(Problems) in try files(path, isOptional: isOptional) }
    }
    if let name, let known {
      for file in found.flatMap({ $0 }) {
        problems.gather { () throws(Problems) in try requireFit(file, name, known) }
      }
    }
    return (known, found.flatMap { $0 })
  }
}

/// An inspector for pipelines without files.
package struct NoInputs: InputInspector {
  package init() {}

  package func profile(_ name: Located<String>) throws(Problems) -> Profile {
    try ProfileCatalog().profile(name)
  }

  package func files(_ path: FilePath, isOptional: Bool) throws(Problems) -> [String] {
    [path.text]
  }

  package func headers(
    of file: String, _ options: ReadOptions, at place: Place?
  ) throws(Problems) -> [String] { [] }
}
