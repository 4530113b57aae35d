import FupanConfig
import FupanDiagnostics
import FupanFormats
import FupanStages

extension FileInputInspector {
  /// Refuses a file that lacks the headers of the profile that the pipeline names, and has all those
  /// of another. A file of no profile at all is for its reader to refuse, with what is nearest.
  package func requireFit(
    _ file: String, _ name: Located<String>, _ profile: Profile
  ) throws(Problems) {
    guard !InputFile.isStandardInput(file), profile.format == .ndjson || !profile.header.isEmpty
    else { return }
    let forms = profile.forms.map { $0.profile }.filter { !$0.header.isEmpty }
    if profile.format == .delimited, !isWorkbook(file),
      heads.firstFitting(forms.map { $0.readOptions }, of: file) != nil
    {
      return
    }
    // What cannot be looked at is told by whoever reads it.
    func fitting(_ profiles: [ProfileCatalog.Entry]) -> [String] {
      (try? FileSniff(file, profiles: profiles, readsColumns: false))?.fitting.map { $0.name } ?? []
    }
    guard fitting([(name.value, profile)]).isEmpty else { return }
    let others = fitting(try profiles.all())
    guard let best = others.first else { return }
    throw Problems(
      Diagnostic(
        .wrongProfile, at: name.place,
        [
          "file": .text(file), "profile": .text(name.value), "fitting": .list(others),
          "best": .text(best),
        ]))
  }
}
