import FupanConfig
import FupanDiagnostics
import FupanStages

/// The help of a stage as a command.
enum FilterHelp {
  static func text(for spec: StageSpec) -> String {
    let name = FilterLine.commandName(of: spec)
    var result = spec.about.summary + "\n\n"
    result +=
      FilterLine.takesFiles(spec)
      ? "It reads the files that are named, by their profile where they have one, or CSV on "
        + "standard input:\n\n  fupan \(name) exports/orders.csv\n\n"
      : "It reads CSV on standard input and writes CSV on standard output.\n"
    result += "'then' adds another stage.\n\n"
    result += usage(of: spec)
    result += "\nOptions of the whole line:\n\n"
    let options = FilterLine.options + FilterLine.fileOptions(of: spec)
    let heads = options.map { "  --\($0.name) <\($0.value)>" } + ["  --help"]
    let helps = options.map { $0.help } + ["Shows this."]
    let width = (heads.map { DisplayWidth.of($0) }.max() ?? 0) + 3
    for (head, help) in zip(heads, helps) {
      result += DisplayWidth.padded(head, to: width) + help + "\n"
    }
    return result
  }

  /// The usage line and one line a parameter.
  static func usage(of spec: StageSpec) -> String {
    ParameterHelp.text(
      for: spec.parameters, command: "fupan \(FilterLine.commandName(of: spec))",
      words: FilterLine.takesFiles(spec) ? "file…" : nil)
  }
}
