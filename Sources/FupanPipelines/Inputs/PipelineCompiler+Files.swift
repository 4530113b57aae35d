extension PipelineCompiler {
  /// A compiler of documents on disk, with the shipped presets and profiles.
  package static func forFiles() -> PipelineCompiler {
    PipelineCompiler(loader: DocumentLoader(presets: ShippedFiles.presets)) {
      folder, settle in
      FileInputInspector(profiles: ShippedFiles.profiles, folder: folder, settle: settle)
    }
  }
}
