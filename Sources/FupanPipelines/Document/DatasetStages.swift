import FupanConfig
import FupanDiagnostics
import FupanStages

/// A dataset as a list of stages.
///
/// A stage that could not be read leaves a gap, so that the others are still checked.
package struct DatasetStages: Sendable {
  /// A stage as it is used.
  package struct Use: Sendable {
    package let name: String
    package let place: Place
    /// Nil where it could not be read.
    package let stage: (any Stage)?
  }

  package let uses: [Use]

  package init(_ uses: [Use]) { self.uses = uses }
}

extension DatasetStages: ParameterValue {
  package static var kind: ParameterKind { .list(of: .named(of: .group([]))) }

  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    guard let items = node.sequence, !items.isEmpty else {
      problems.append(context.wrongType(node, wanted: Self.kind))
      return nil
    }
    var uses: [Use] = []
    for item in items {
      guard let named = NamedNode(item, gathering: &problems) else {
        uses.append(Use(name: "", place: item.place, stage: nil))
        continue
      }
      guard let spec = StageCatalog[named.name] else {
        let names = StageCatalog.all.map { $0.about.name }
        if let found = FullWidthPunctuation.first(in: named.name), item.scalar != nil {
          problems.append(Diagnostic.fullWidth(found, in: item))
          uses.append(Use(name: named.name, place: named.place, stage: nil))
          continue
        }
        var diagnostic = Diagnostic(.unknownStage, at: named.place, ["name": .text(named.name)])
        if let nearest = NearestName.to(named.name, among: names) {
          diagnostic = diagnostic.with("suggestion", .suggestion(nearest))
        }
        problems.append(diagnostic.with("stages", .list(names)))
        uses.append(Use(name: named.name, place: named.place, stage: nil))
        continue
      }
      let stage = spec.decode(named.settings, context.reading(named.name), &problems)
      uses.append(Use(name: named.name, place: named.place, stage: stage))
    }
    self.init(uses)
  }

  package var written: String { "[" + uses.map { $0.name }.joined(separator: ", ") + "]" }
}
