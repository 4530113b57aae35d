import FupanFormats
import FupanStages
import Glibc

/// How well a file goes with a profile.
package struct ProfileMatch: Sendable {
  package let name: String
  package let profile: Profile
  /// Whether the file's name is one that such exports have.
  package let isNameFitting: Bool
  /// Whether the file has every header by which the profile knows its files.
  package let isHeaderFitting: Bool
  /// How many of the profile's columns the file has.
  package let columnsFound: Int
  /// Headers that the profile needs and the file lacks.
  package let missing: [String]

  /// Which of the profile's versions it is; nil for the profile itself.
  package var version: String?
  /// Whether another profile knows its files by all these headers and more.
  var isOutdone = false

  /// How sure it is that the file is of the profile.
  package enum Confidence: String, Sendable, CaseIterable {
    /// Header and name fit.
    case certain
    /// The header fits.
    case likely
    /// Half of the profile's columns or more are there, but not all that it is known by.
    case possible
  }

  /// Nil where hardly anything fits.
  package var confidence: Confidence? {
    // A header or two that many files have say little without the name.
    let isTelling = isNameFitting || profile.header.count > 2 || profile.format != .delimited
    if isHeaderFitting, !isOutdone, isTelling { return isNameFitting ? .certain : .likely }
    return columnsFound * 2 >= profile.columns.entries.count && columnsFound > 1 ? .possible : nil
  }

  /// The headers by which the profile knows its files, as they are compared; of JSON the paths that
  /// it needs.
  private var signature: Set<[UInt8]> {
    let needed = profile.columns.entries.filter { !$0.value.optional }
      .compactMap { $0.value.from.first }
    let names = profile.format == .delimited ? profile.header : profile.header + needed
    return Set(names.map { Array(HeaderName.cleaned($0).utf8) })
  }

  /// The matches, those marked that another one outdoes: an export of items has all the headers of
  /// one of orders, and more.
  static func outdone(_ matches: [ProfileMatch]) -> [ProfileMatch] {
    matches.map { match in
      var judged = match
      judged.isOutdone = matches.contains {
        $0.isHeaderFitting && $0.signature.isStrictSuperset(of: match.signature)
      }
      return judged
    }
  }

  /// - Parameter headers: the headers of a delimited file, or the paths of JSON lines.
  init(
    _ profileName: String, _ profile: Profile, file: String, headers: [String],
    isHeaderFitting: Bool?
  ) {
    self.name = profileName
    self.profile = profile
    let path = InputPath(file)
    let name = path.member ?? path.file
    let base = name.split(separator: "/").last.map { String($0) } ?? name
    isNameFitting = profile.files.contains {
      fnmatch($0, base, 0) == 0 || fnmatch($0, file, 0) == 0
    }
    let cleaned = headers.map { HeaderName.cleaned($0) }
    func isThere(_ wanted: String) -> Bool {
      if wanted.hasSuffix("*") {
        let stem = HeaderName.cleaned(String(wanted.dropLast()))
        return cleaned.contains { $0.hasPrefix(stem) }
      }
      let wanted = HeaderName.cleaned(wanted)
      return cleaned.contains { $0.utf8.elementsEqual(wanted.utf8) }
    }
    let found = profile.columns.entries.filter { $0.value.from.contains(where: isThere) }
    columnsFound = found.count
    let needed = profile.columns.entries.filter { !$0.value.optional }
    missing = needed.filter { !$0.value.from.contains(where: isThere) }
      .map { $0.value.from.first ?? $0.name }
    self.isHeaderFitting =
      isHeaderFitting ?? (missing.isEmpty && profile.header.allSatisfy(isThere))
  }
}
