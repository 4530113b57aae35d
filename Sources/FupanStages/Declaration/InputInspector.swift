import FupanConfig
import FupanDiagnostics
import FupanPlan

/// Looks at input files while a pipeline is checked: which there are, and what their headers say.
package protocol InputInspector: Sendable {
  /// The export profiles that are known.
  var profiles: ProfileCatalog { get }
  /// The files a path or pattern stands for, sorted; empty where an optional one has none.
  func files(_ path: FilePath, isOptional: Bool) throws(Problems) -> [String]
  /// The headers of a delimited file, cleaned as scans match them.
  func headers(of file: String, _ options: ReadOptions, at place: Place?) throws(Problems)
    -> [String]
}

/// An inspector for pipelines without files.
package struct NoInputs: InputInspector {
  package let profiles = ProfileCatalog()

  package init() {}

  package func files(_ path: FilePath, isOptional: Bool) throws(Problems) -> [String] {
    [path.text]
  }

  package func headers(
    of file: String, _ options: ReadOptions, at place: Place?
  ) throws(Problems) -> [String] { [] }
}
