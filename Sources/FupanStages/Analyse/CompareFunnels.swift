import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `compare_funnels`: the steps of one funnel against those of another, as one period against an
/// earlier one, or one audience against another.
///
/// Both are results of `funnel` with the same steps; of funnels by group the rows of all count. The
/// difference of a step's rates has Newcombe's interval, `p` is of the test of two proportions, and
/// `q` corrects it for the number of steps (Benjamini and Hochberg).
///
///     - compare_funnels: purchase_before
package struct CompareFunnels: TransformStage {
  package static let about = StageDescription(
    "compare_funnels", .analyse, "Tests whether the steps of two funnels convert differently.")

  @Parameter("The funnel to compare with.", .principal) var with: DatasetName

  static let schema = Schema(
    [
      Field("step", .integer), Field("name", .text), Field("base_users", .integer),
      Field("users", .integer),
    ]
      + ["base_rate", "step_rate", "difference", "ci_lo", "ci_hi"].map {
        Field($0, .number, unit: .ratio)
      } + [Field("p", .number), Field("q", .number)])

  package init() {}

  package var datasets: [DatasetName] { [with] }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let own = found.gather { () throws(Problems) in
      try CompareFunnels.steps(of: input, at: scope.origin.place, suffix: "")
    }
    let base = found.gather { () throws(Problems) in
      try CompareFunnels.steps(
        of: try scope.relation(with), at: with.place ?? scope.origin.place, suffix: "_base")
    }
    if let problems = Problems(found) { throw problems }
    guard let own, let base else { preconditionFailure("a missing column is a problem") }
    let both = try own.joined(base, Join(.full, on: [Join.Pair(left: "step", right: "step_base")]))
    let place = with.place ?? scope.origin.place
    return both.finished(
      Finish("funnel_difference", schema: CompareFunnels.schema) { table throws(Problems) in
        // step, name, users, name_base, users_base
        let rows = table.rows.sorted { $0[0].whole < $1[0].whole }
        for row in rows where row[1] != row[3] {
          throw Problems(
            Diagnostic(
              .funnelsDiffer, at: place,
              ["first": .text(row[1].text ?? "–"), "second": .text(row[3].text ?? "–")]))
        }
        return Table(CompareFunnels.schema, rows: CompareFunnels.compared(rows))
      }, named: scope.fragmentName("compared"))
  }

  /// The steps of all: `step`, `name` and `users`.
  private static func steps(
    of funnel: Relation, at place: Place?, suffix: String
  ) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let fields = ["step", "name", "users"].compactMap { name in
      found.gather { () throws(Problems) in try funnel.binder().field(name, at: place) }
    }
    if let problems = Problems(found) { throw problems }
    guard fields.count == 3, fields[0].type == .integer, fields[1].type == .text,
      fields[2].type == .integer
    else { throw Problems(Diagnostic(.notAFunnel, at: place)) }
    let all = funnel.schema["is_total"] == nil ? funnel : try funnel.filtered("is_total")
    return try all.projected(fields.map { Projection(keeping: $0, as: $0.name + suffix) })
  }

  private static func compared(_ rows: [[Value]]) -> [[Value]] {
    let tests = rows.indices.map { index -> TwoProportions? in
      guard index > 0 else { return nil }
      return TwoProportions(
        base: (rows[index][4].whole, rows[index - 1][4].whole),
        other: (rows[index][2].whole, rows[index - 1][2].whole))
    }
    let q = MultipleTesting.benjaminiHochberg(tests.map { $0?.p })
    return rows.indices.map { index in
      func rate(_ column: Int) -> Value {
        guard index > 0, rows[index - 1][column].whole > 0 else { return .missing }
        return .number(
          Double(rows[index][column].whole) / Double(rows[index - 1][column].whole))
      }
      let test = tests[index]
      return [
        rows[index][0], rows[index][1], rows[index][4], rows[index][2], rate(4), rate(2),
        Value(test?.difference.value), Value(test?.difference.interval?.lower),
        Value(test?.difference.interval?.upper), Value(test?.p), Value(q[index]),
      ]
    }
  }
}

extension Message {
  static let funnelsDiffer = Message(
    "funnels_differ", exit: .config,
    en: "one funnel has the step '{first}' where the other has '{second}'",
    zh: "两个漏斗的步骤不同：“{first}”与“{second}”",
    hint: (en: "compare funnels with the same steps", zh: "请对比步骤相同的漏斗"))
  static let notAFunnel = Message(
    "not_a_funnel", exit: .config, en: "these rows are no steps of a funnel",
    zh: "这些行不是漏斗的步骤",
    hint: (en: "compare results of funnel", zh: "请对比 funnel 的结果"))
}
