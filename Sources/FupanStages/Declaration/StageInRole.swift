/// A stage as the kind of stage that it is.
package enum StageInRole: Sendable {
  case read(any ReadStage)
  case transform(any TransformStage)
  case write(any WriteStage)

  /// The stage where a dataset can begin with it.
  package var reader: (any ReadStage)? { if case .read(let stage) = self { stage } else { nil } }

  /// The stage where it turns rows into rows.
  package var transform: (any TransformStage)? {
    if case .transform(let stage) = self { stage } else { nil }
  }
}
