import FupanConfig
import FupanDiagnostics

/// A stage without its type: what catalogue, help, reference and decoding read.
package struct StageSpec: Sendable {
  package let about: StageDescription
  /// The stage itself, for commands made of it.
  package let type: any Stage.Type
  /// The declared parameters, in order.
  package let parameters: [ParameterSpec]
  /// Whether it begins a dataset, turns rows into rows, or writes them.
  package let role: Role
  /// Reads the settings; appends problems and returns nil where it cannot.
  package let decode: @Sendable (Node, DecodingContext, inout [Diagnostic]) -> (any Stage)?

  /// Where in a dataset a stage can stand.
  package enum Role: Sendable {
    case read, transform, write
  }

  init<S: Stage>(_ type: S.Type) {
    about = S.about
    self.type = type
    parameters = S.parameters
    role =
      S.self is any ReadStage.Type ? .read : S.self is any WriteStage.Type ? .write : .transform
    decode = { node, context, problems in S(from: node, in: context, gathering: &problems) }
  }
}
