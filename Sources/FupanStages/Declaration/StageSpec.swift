import FupanConfig
import FupanDiagnostics

/// A stage without its type: what catalogue, help, reference and decoding read.
package struct StageSpec: Sendable {
  package let about: StageDescription
  /// The stage itself, for commands made of it.
  package let type: any Stage.Type
  /// Reads the settings; appends problems and returns nil where it cannot.
  package let decode: @Sendable (Node, DecodingContext, inout [Diagnostic]) -> (any Stage)?

  /// Where in a dataset a stage can stand.
  package enum Role: Sendable {
    case read, transform, write
  }

  /// The declared parameters, in order; looked for when somebody asks, not for every stage of the
  /// catalogue.
  package var parameters: [ParameterSpec] { type.parameters }

  /// Whether it begins a dataset, turns rows into rows, or writes them.
  package var role: Role { type.role }

  init<S: Stage>(_ type: S.Type) {
    about = S.about
    self.type = type
    decode = { node, context, problems in S(from: node, in: context, gathering: &problems) }
  }
}
