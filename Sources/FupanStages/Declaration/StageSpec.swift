import FupanConfig
import FupanDiagnostics

/// A stage without its type: what catalogue, help, reference and decoding read.
package struct StageSpec: Sendable {
  package let about: StageDescription
  /// The stage itself, for commands made of it.
  package let type: any Stage.Type
  /// The same where it turns rows into rows: asking types takes long.
  package let transform: (any TransformStage.Type)?
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

  init<S: Stage>(_ type: S.Type) { self.init(type, transform: nil) }

  init<S: TransformStage>(_ type: S.Type) { self.init(type, transform: type) }

  private init<S: Stage>(_ type: S.Type, transform: (any TransformStage.Type)?) {
    about = S.about
    self.type = type
    self.transform = transform
    decode = { node, context, problems in S(from: node, in: context, gathering: &problems) }
  }
}
