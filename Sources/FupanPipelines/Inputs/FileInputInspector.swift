import Foundation
import FupanConfig
import FupanDiagnostics
import FupanFormats
import FupanPlan
import FupanStages
import Glibc

/// Looks at the files on disk that a pipeline names, relative to the pipeline's folder.
package struct FileInputInspector: InputInspector {
  let profiles: ProfileCatalog
  /// The folder that relative paths start from; empty is the working folder.
  package let folder: String
  /// How many seconds a file must have been left alone; 0 takes it as it is.
  package let settle: Int
  let heads = InputHeads()

  package init(profiles: ProfileCatalog = ProfileCatalog(), folder: String = "", settle: Int = 0) {
    self.profiles = profiles
    self.folder = folder
    self.settle = settle
  }

  package func profile(_ name: Located<String>) throws(Problems) -> Profile {
    guard OwnProfile.isPath(name.value) else { return try profiles.profile(name) }
    return try OwnProfile.profile(
      at: OwnProfile.path(name.value, in: folder), named: name, like: profiles)
  }

  package func files(_ path: FilePath, isOptional: Bool) throws(Problems) -> [String] {
    let full = resolved(path.text)
    do {
      let found = try FileGlob.expand(full)
      for file in found where !path.isPattern && !InputFile.isStandardInput(file) {
        if access(InputPath(file).file, F_OK) != 0 {
          // Whether the file may be missing or only may not be seen is for opening it to say.
          if isOptional && errno == ENOENT { return [] }
          _ = try InputFile(InputPath(file).file)
        }
      }
      for file in found { try requireSettled(file) }
      return found
    } catch {
      if let download = FileGlob.downloads(of: full).first {
        throw underWay(download, at: path.place)
      }
      if isOptional, error.all.allSatisfy({ $0.code == "no_file_matches" }) { return [] }
      throw located(error, at: path.place)
    }
  }

  /// Refuses a file that is still being written: one that a browser downloads, or that changed a
  /// moment ago.
  private func requireSettled(_ name: String) throws(Problems) {
    let file = InputPath(name).file
    if InputFile.isStandardInput(file) { return }
    if let download = FileGlob.download(of: file) { throw underWay(download, at: nil) }
    var status = stat()
    guard settle > 0, stat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
    let age = Int(Now.microseconds / 1_000_000) - Int(status.st_mtim.tv_sec)
    if (0..<settle).contains(age) { throw underWay(file, at: nil) }
  }

  private func underWay(_ file: String, at place: Place?) -> Problems {
    Problems(Diagnostic(.inputUnderWay, at: place, ["file": .text(file)]))
  }

  package func isWorkbook(_ file: String) -> Bool { WorkbookFile.isWorkbook(file) }

  package func headers(
    of file: String, _ options: ReadOptions, at place: Place?
  ) throws(Problems) -> [String] {
    do {
      // A column without a header cannot be named, so nothing can refer to it.
      return try heads.names(of: file, options).filter { !$0.isEmpty }
    } catch {
      throw located(error, at: place)
    }
  }

  package func firstFitting(_ ways: [ReadOptions], of file: String) -> Int? {
    heads.firstFitting(ways, of: file)
  }

  /// The path as the working folder knows it, as short as it can be said.
  package func resolved(_ path: String) -> String {
    if path.hasPrefix("/") || folder.isEmpty || InputFile.isStandardInput(path) { return path }
    var parts = folder.split(separator: "/", omittingEmptySubsequences: false)
    var rest = path.split(separator: "/")[...]
    while rest.first == "..", let last = parts.last, last != "..", last != ".", !last.isEmpty {
      // Through a link the folder above is another one.
      let above = parts.joined(separator: "/")
      var status = stat()
      guard lstat(above, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { break }
      parts.removeLast()
      rest = rest.dropFirst()
    }
    return (parts + rest).joined(separator: "/")
  }

  /// Problems without a place of their own, at the line that names the file.
  private func located(_ problems: Problems, at place: Place?) -> Problems {
    func located(_ diagnostic: Diagnostic) -> Diagnostic {
      var copy = diagnostic
      copy.place = diagnostic.place ?? place
      return copy
    }
    return Problems(located(problems.first), problems.rest.map(located))
  }
}
