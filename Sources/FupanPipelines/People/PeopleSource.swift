import FupanConfig
import FupanDiagnostics
import FupanPlan
import FupanStages

/// A dataset whose rows say who they belong to, as far as it is read when it first has a key.
struct PeopleSource: Sendable {
  let dataset: String
  let rows: Relation
  /// The positions of its keys among the document's, the surest first.
  let keys: [Int]
  /// Whether other steps look at its rows beside the dataset itself: for links between its keys,
  /// or for a rule.
  var isShared = false

  /// How many rows have a combination of its keys.
  static let rowCount = "_seen_rows"
  /// The first moment of those rows.
  static let firstMoment = "_seen_first"

  /// The columns that it is written with.
  var columns: [String] { rows.schema.names.filter { !MaskedKeys.isColumn($0) } }
  /// The columns that tell which keys are masked.
  var masks: [String] { rows.schema.names.filter { MaskedKeys.isColumn($0) } }

  /// The rows as others look at them too.
  var read: Relation {
    isShared ? rows.shared(as: "\(dataset).read") : rows
  }
}
