import FupanStages
import Glibc

/// Patterns for the files of an export, so that the next download is read too.
enum FilePattern {
  /// For each folder the profile's pattern where it stands for just these files, else each file.
  static func covering(
    _ files: [FoundFile], of profile: Profile, among all: [FoundFile]
  ) -> [String] {
    var patterns: [String] = []
    var folders: [String] = []
    for file in files where !folders.contains(file.folder) { folders.append(file.folder) }
    for folder in folders {
      let prefix = folder.isEmpty ? "" : literal(folder) + "/"
      let mine = files.filter { $0.folder == folder }
      let others = all.filter { other in
        other.folder == folder && !mine.contains { $0.path == other.path }
      }
      let pattern = profile.files.first { pattern in
        mine.allSatisfy { fnmatch(pattern, $0.name, 0) == 0 }
          && !others.contains { fnmatch(pattern, $0.name, 0) == 0 }
      }
      patterns += pattern.map { [prefix + $0] } ?? mine.map { prefix + literal($0.name) }
    }
    return patterns
  }

  /// A name as a pattern that stands for it.
  static func literal(_ name: String) -> String {
    String(name.map { "*?[]\\".contains($0) ? "?" : $0 })
  }
}
