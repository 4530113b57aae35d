import FupanConfig
import FupanDiagnostics

/// A section as the pipeline names it, its settings read by the section's own declaration.
package struct SectionUse: Sendable {
  package let name: String
  package let place: Place
  package let section: any ReportSection
}

extension SectionUse: ParameterValue {
  package static var kind: ParameterKind { .named(of: .group([])) }

  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    guard let named = NamedNode(node, gathering: &problems) else { return nil }
    guard let type = SectionCatalog[named.name] else {
      var diagnostic = Diagnostic(.unknownSection, at: named.place, ["name": .text(named.name)])
      let names = SectionCatalog.all.map { $0.kind.rawValue }
      if let nearest = NearestName.to(named.name, among: names) {
        diagnostic = diagnostic.with("suggestion", .suggestion(nearest))
      }
      problems.append(diagnostic.with("sections", .list(names)))
      return nil
    }
    let section = SectionUse.section(
      type, from: named.settings, in: context.reading(named.name), gathering: &problems)
    guard let section else { return nil }
    name = named.name
    place = named.place
    self.section = section
  }

  private static func section<S: ReportSection>(
    _ type: S.Type, from node: Node, in context: DecodingContext,
    gathering problems: inout [Diagnostic]
  ) -> (any ReportSection)? {
    S(from: node, in: context, gathering: &problems)
  }

  package var written: String { name }
}
