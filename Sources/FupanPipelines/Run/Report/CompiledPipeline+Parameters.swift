extension CompiledPipeline {
  /// The parameters as they may be shown: what came from the environment is not told.
  var shownParameters: [(name: String, value: String)] {
    parameters.map { parameter in
      let isSecret = document.parameters[parameter.name]?.isSecret ?? false
      return (parameter.name, isSecret ? "***" : parameter.value.text ?? "")
    }
  }
}
