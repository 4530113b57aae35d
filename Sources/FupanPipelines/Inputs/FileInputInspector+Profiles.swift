import FupanConfig
import FupanDiagnostics
import FupanFormats
import FupanStages

extension FileInputInspector {
  /// Refuses a file that lacks the headers of the profile that the pipeline names, and has all those
  /// of another. A file of no profile at all is for its reader to refuse, with what is nearest.
  package func requireFit(_ file: String, _ profile: Located<String>) throws(Problems) {
    guard !InputFile.isStandardInput(file),
      let named = profiles.all.first(where: { $0.name == profile.value })?.profile,
      named.format == .ndjson || !named.header.isEmpty
    else { return }
    // What cannot be looked at is told by whoever reads it.
    func fitting(_ catalog: ProfileCatalog) -> [String] {
      (try? FileSniff(file, profiles: catalog, readsColumns: false))?.fitting.map { $0.name } ?? []
    }
    guard fitting(ProfileCatalog(only: profile.value, named)).isEmpty else { return }
    let others = fitting(profiles)
    guard let best = others.first else { return }
    throw Problems(
      Diagnostic(
        .wrongProfile, at: profile.place,
        [
          "file": .text(file), "profile": .text(profile.value), "fitting": .list(others),
          "best": .text(best),
        ]))
  }
}
