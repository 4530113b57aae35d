import FupanDiagnostics
import FupanFormats
import FupanPlan

extension Program {
  /// Refuses formats that no text can be read by, such as instants of a zone that there is not.
  package func requireReadableFormats() throws(Problems) {
    var found: [Diagnostic] = []
    func visit(_ relation: Relation) {
      if case .check(_, let check) = relation.node {
        for conversion in check.conversions {
          do throws(Problems) {
            _ = try ValueReader(conversion.format)
          } catch {
            for var diagnostic in error.all {
              diagnostic.place = diagnostic.place ?? relation.origin.place
              let isKnown = found.contains {
                $0.code == diagnostic.code && $0.place == diagnostic.place
              }
              if !isKnown { found.append(diagnostic) }
            }
          }
        }
      }
      relation.inputs.forEach(visit)
    }
    for fragment in fragments { visit(fragment.relation) }
    if let problems = Problems(found) { throw problems }
  }
}
