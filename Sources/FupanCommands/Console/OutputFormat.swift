import ArgumentParser

/// How rows are written to standard output.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case csv, tsv, ndjson, json, markdown, pretty

  /// All of them, as help and messages list them.
  static let choices = allCases.map { $0.rawValue }.joined(separator: "|")
}

/// The option of every command that gives rows.
struct OutputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How the rows are written; by default CSV, and pretty on a terminal.",
      valueName: OutputFormat.choices))
  var format: OutputFormat?
}
