import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `reconcile`: where two records of the same money differ, such as orders and the platform's
/// settlement file.
///
/// Both sides are added up by the key first, so that a payment and its refund, or an order in several
/// rows, meet. What differs by more than `tolerance` is listed, the largest first; what only one side
/// knows is listed too. Rows without a key stand together under a missing one.
///
///     - reconcile: {of: paid_amount, with: settlements, to: amount, on: order_id}
package struct Reconcile: TransformStage {
  package static let about = StageDescription(
    "reconcile", .analyse, "Lists where two records of the same money differ.")

  @Parameter("Our amount.", .principal) var of: ColumnName
  @Parameter("The dataset of the other record, such as settlements.") var with: DatasetName
  @Parameter("Its amount.") var to: ColumnName = "amount"
  @Parameter("The column of both that says what the money was for.") var on: ColumnName = "order_id"
  @Parameter("A difference up to this is none.") var tolerance: AmountLiteral?

  package init() {}

  package var datasets: [DatasetName] { [with] }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    let compared = try compared(input, in: scope)
    return
      try compared
      .filtered("state <> 'equal'")
      .extended(["size": "abs(difference)"])
      .sorted([SortKey("size", .descending), SortKey(on.text)])
      .dropping(["size"])
  }

  /// Every key with both sums and what became of it: `equal`, `differs`, `only_here`, `only_there`.
  func compared(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let other = scope.relations[with.text]?.schema[to.text]?.type.scale
    let scale = max(input.schema[of.text]?.type.scale ?? 0, other ?? 0)
    func side(
      _ rows: Relation, _ amount: ColumnName, _ name: String, _ other: String
    ) throws(Problems) -> Relation {
      var found: [Diagnostic] = []
      let key = found.gather { () throws(Problems) in
        try AnalysisColumns.grouping(on, in: rows, scope)
      }
      let value = found.gather { () throws(Problems) in
        try AnalysisColumns.amount(amount, in: rows, scope)
      }
      if let problems = Problems(found) { throw problems }
      guard let key, let value else { preconditionFailure("a missing column is a problem") }
      let money = DataType.wideDecimal(scale: scale)
      var own = Projection(name, Expression(value).cast(to: money))
      own.field.unit = nil
      let both = [
        own, Projection(other, Expression(literal: .missing, type: money)),
        Projection("\(name)_rows", Expression(literal: .integer(1))),
        Projection("\(other)_rows", Expression(literal: .integer(0))),
      ].sorted { $0.name < $1.name }
      return try rows.projected(
        [Projection(on.text, Expression(key).cast(to: .text))] + both)
    }
    let ours = found.gather { () throws(Problems) in try side(input, of, "ours", "theirs") }
    let theirs = found.gather { () throws(Problems) in
      try side(try scope.relation(with), to, "theirs", "ours")
    }
    found.gather { () throws(Problems) in
      try AnalysisColumns.requireFree(
        on, among: ["ours", "theirs", "difference", "state"], scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let ours, let theirs else { preconditionFailure("a missing column is a problem") }
    let limit = tolerance?.decimal.description ?? "0"
    // Where the other record is not there, nothing can be held against it.
    let sides = theirs.readsNothing ? [theirs] : [ours, theirs]
    return try Relation.union(sides, origin: scope.origin)
      .aggregated(
        ["ours", "theirs", "ours_rows", "theirs_rows"].map { Aggregation($0, .sum, of: $0) },
        by: [on.text]
      )
      .extended(["difference": "coalesce(theirs, 0) - coalesce(ours, 0)"])
      .extended([
        "state": """
        case when theirs_rows = 0 then 'only_here' when ours_rows = 0 then 'only_there' \
        when abs(difference) <= \(limit) then 'equal' else 'differs' end
        """
      ])
      .selected([on.text, "state", "ours", "theirs", "difference"])
  }
}
