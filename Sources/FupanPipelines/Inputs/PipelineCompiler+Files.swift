import FupanDiagnostics

extension PipelineCompiler {
  /// A compiler of documents on disk, with the shipped presets and profiles.
  ///
  /// - Throws: what is wrong with a shipped profile.
  package static func forFiles() throws(Problems) -> PipelineCompiler {
    let profiles = try ShippedFiles.profiles()
    return PipelineCompiler(loader: DocumentLoader(presets: ShippedFiles.presets)) {
      folder, settle in
      FileInputInspector(profiles: profiles, folder: folder, settle: settle)
    }
  }
}
