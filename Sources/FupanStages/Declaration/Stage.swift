import FupanConfig
import FupanDiagnostics
import FupanPlan

/// A step of a pipeline: its parameters, declared once, and what they mean.
///
/// A stage is one of ``ReadStage``, ``TransformStage`` and ``WriteStage``. Adding one costs its file,
/// a line in ``StageCatalog`` and a case folder.
package protocol Stage: Parameterised {
  static var about: StageDescription { get }
  /// Where in a dataset it can stand; said by the kind of stage it is.
  static var role: StageSpec.Role { get }
  /// Itself as what its kind says: asking its type takes long.
  var inRole: StageInRole { get }
  /// The datasets it names, so that they are computed before it.
  var datasets: [DatasetName] { get }
  /// The columns that it names itself: a dataset that names its own `person_id` or `channel` keeps
  /// it.
  var namedColumns: [String] { get }
  /// What is worth a second look in its parameters, as warnings: it runs all the same.
  var remarks: [Diagnostic] { get }
}

extension Stage {
  package var datasets: [DatasetName] { [] }
  package var namedColumns: [String] { [] }
  package var remarks: [Diagnostic] { [] }
}

/// A stage that a dataset can begin with.
package protocol ReadStage: Stage {
  /// The rows it stands for.
  func lower(in scope: Scope) throws(Problems) -> Relation
  /// The files it names, as paths or patterns.
  var files: [FilePath] { get }
}

extension ReadStage {
  package static var role: StageSpec.Role { .read }
  package var inRole: StageInRole { .read(self) }
  package var files: [FilePath] { [] }
}

/// A stage that turns rows into rows; each is a unix filter too.
package protocol TransformStage: Stage {
  /// The rows it makes of `input`.
  ///
  ///     func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
  ///       input.filtered(where: try input.binder(in: scope).condition(condition))
  ///     }
  func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation
  /// The further tables of an ``AccompaniedStage`` by a name of the stage's own; fragments are named
  /// with ``Scope/fragmentName(_:)``.
  func companions(
    of input: Relation, in scope: Scope
  ) throws(Problems) -> [(name: String, fragment: Fragment)]
  /// Itself where reports show a summary of its rows.
  var summarised: (any SummarisedStage)? { get }
}

extension TransformStage {
  package static var role: StageSpec.Role { .transform }
  package var inRole: StageInRole { .transform(self) }
  package func companions(
    of input: Relation, in scope: Scope
  ) throws(Problems) -> [(name: String, fragment: Fragment)] { [] }
  package var summarised: (any SummarisedStage)? { nil }
}

/// A stage that a dataset can end with: it writes the rows and passes them on.
package protocol WriteStage: Stage {
  func sink(for input: Relation, in scope: Scope) throws(Problems) -> Sink
}

extension WriteStage {
  package static var role: StageSpec.Role { .write }
  package var inRole: StageInRole { .write(self) }
}
