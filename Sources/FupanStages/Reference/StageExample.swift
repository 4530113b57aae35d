import FupanDiagnostics

/// A case of a stage as help and reference show it: a pipeline, its input, what comes out.
package struct StageExample: Sendable {
  /// One file of the case.
  package struct File: Sendable {
    /// The name it is shown under, such as `input.csv`.
    package let name: String
    package let text: String

    package init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// What the case shows, from the name of its folder: `rows for which the condition is true`.
  package let title: String
  /// The pipeline, the inputs and the result, in this order.
  package let files: [File]

  /// Longer files are cut.
  private static let lineLimit = 14

  /// - Parameters:
  ///   - name: the case's folder, such as `rows_for_which_the_condition_is_true`.
  ///   - files: its pipeline, inputs and result.
  package init(named name: String, files: [File]) {
    title = name.split(separator: "_").joined(separator: " ")
    self.files = files
  }

  /// As `fupan stages` prints it.
  ///
  ///     Example: rows for which the condition is true
  ///
  ///     pipeline.yaml
  ///       version: 1
  package var text: String {
    var text = "Example: \(title)\n"
    for file in files {
      text += "\n\(file.name)\n" + StageExample.lines(of: file).map { "  \($0)\n" }.joined()
    }
    return text
  }

  /// As the reference has it.
  package var markdown: String {
    var text = "Example: \(title).\n"
    for file in files {
      let language = file.name.split(separator: ".").last ?? ""
      let known = ["yaml", "csv", "json"].contains(language) ? language : "text"
      text += "\n`\(file.name)`\n\n```\(known)\n"
      text += StageExample.lines(of: file).map { "\($0)\n" }.joined() + "```\n"
    }
    return text
  }

  private static func lines(of file: File) -> [String] {
    let lines = file.text.split(whereSeparator: \.isNewline).map { String($0) }
    guard lines.count > lineLimit else { return lines }
    return lines.prefix(lineLimit - 1) + ["… \(lines.count - lineLimit + 1) more"]
  }
}
