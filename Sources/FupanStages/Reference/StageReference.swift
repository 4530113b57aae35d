import FupanConfig

/// The reference of stages, made from the catalogue and the cases.
package enum StageReference {
  /// Every stage by category: what it does, its parameters, and a case.
  ///
  /// - Parameter examples: the case of each stage, by its name.
  package static func markdown(examples: [String: StageExample]) -> String {
    var text = """
      # Stages

      A dataset of a pipeline is a list of stages. The first reads, the others turn rows into rows,
      the last may write. Each stage that turns rows into rows is also a filter between pipes:
      `fupan keep --help`. `fupan stages` prints this list, `fupan stages NAME` one of them.

      A bare value sets the principal parameter: `- keep: paid_at is not null`.

      | Stage | Category | What it does |
      | --- | --- | --- |

      """
    for category in StageCategory.allCases {
      for spec in stages(of: category) {
        let name = spec.about.name
        text += "| [`\(name)`](#\(name)) | \(category.rawValue) | \(spec.about.summary) |\n"
      }
    }
    for category in StageCategory.allCases {
      for spec in stages(of: category) {
        text += "\n## \(spec.about.name)\n\n\(spec.about.summary)\n\n"
        text += ParameterReference.markdown(for: spec.parameters)
        if let example = examples[spec.about.name] { text += "\n" + example.markdown }
      }
    }
    return text
  }

  private static func stages(of category: StageCategory) -> [StageSpec] {
    StageCatalog.all.filter { $0.about.category == category }
  }
}
