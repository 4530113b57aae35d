import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `attribute`: which share of each order's money the channels before it are given.
///
/// The touches of an order are the person's touches after the order before and at most
/// `window_days` old; those at the order's own instant count. Rows of `to` without person, time or
/// channel are no touches. Orders without a touch stay unattributed, with a missing channel. Money
/// is split to the last unit by largest remainder, ties to the earlier name, and checked: what is
/// credited and unattributed is what was ordered. Rules divide, they do not prove an effect.
///
/// Intervals draw persons with all their paths again, 200 times (`boot`), and the chain is fitted anew
/// each time; beyond 100,000 persons they come from exact sums, each person one observation (`t`).
///
/// `markov` weighs the channels of an order by what its chance would lose without each. Paths that
/// ended without an order count too: touches since the first order given whose last one is more than
/// `window_days` before the end of the data. With `markov_order: auto` the chain looks as far back as
/// foretells a step best from all other steps.
///
///     - attribute: {of: net_paid, to: events, by: channel, models: [last, first, linear]}
///     - attribute: {of: net_paid, to: events, models: [last, markov], window_days: 14}
package struct Attribute: TransformStage {
  package static let about = StageDescription(
    "attribute", .analyse, "Divides each order's money among the channels touched before it.")

  @Parameter("The amount of an order.", .principal) var of: ColumnName
  @Parameter("The dataset of touches.") var to: DatasetName
  @Parameter("The column of the touches that names the channel.") var by: ColumnName = "channel"
  @Parameter("The rules to divide by, side by side.", .nonEmpty)
  var models: [Model] = [.last, .first, .linear]
  @Parameter("How many days before an order touches count.", .in(0...3660))
  var windowDays: Int = 30
  @Parameter("The column of both that says who.") var person: ColumnName = "person_id"
  @Parameter("The orders' column that says when; by default the table's own time.")
  var at: ColumnName?
  @Parameter("The channels that mean no channel, which `last_non_direct` passes over.")
  var direct: [String] = ["直接访问", "direct"]
  @Parameter("After how long a touch weighs half under `time_decay`.")
  var halfLife: DurationLiteral = DurationLiteral(7, .day)
  @Parameter("How many touches back the chain of `markov` looks, up to 3; auto: as foretells best.")
  var markovOrder: ChainOrder = .fixed(1)
  @Parameter("Whether `markov` divides each order among its own channels, or all money at once.")
  var markovValue: Allocation = .path

  /// A rule that divides an order among its touches.
  package enum Model: String, ParameterChoice {
    case last, first, linear
    case lastNonDirect = "last_non_direct"
    case position
    case timeDecay = "time_decay"
    case shapley, markov

    /// Whether an order goes to one touch as a whole.
    var isWhole: Bool { self == .last || self == .first || self == .lastNonDirect }
  }

  /// What `markov` divides.
  package enum Allocation: String, ParameterChoice {
    case path, global
  }

  /// Windows that the share of each channel is shown for beside the one that counts.
  static let otherWindows = [7, 14, 30, 60]

  /// One row a model and channel; orders of a channel may be fractions. `ci_lo` and `ci_hi` bound the
  /// value, `share_lo` and `share_hi` its share.
  static func schema(_ models: [Model], scale: Int, unit: FupanData.Unit?) -> Schema {
    Schema(
      [
        Field("model", .text), Field("channel", .text), Field("orders", .number),
        Field("value", .wideDecimal(scale: scale), unit: unit),
        Field("share", .number, unit: .ratio), Field("ci_lo", .number), Field("ci_hi", .number),
        Field("share_lo", .number, unit: .ratio), Field("share_hi", .number, unit: .ratio),
        Field("ci_method", .text),
      ] + (models.contains(.markov) ? [Field("removal_effect", .number, unit: .ratio)] : []))
  }

  package init() {}

  package var datasets: [DatasetName] { [to] }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    let material = try material(input, in: scope)
    let credits = try credited(material, within: windowDays, models, in: scope, isDrawn: true)
    return credits.finished(
      Attribute.finish(
        models, scale: material.scale, unit: material.unit, markovValue, markovOrder,
        place: scope.origin.place),
      named: scope.fragmentName("attribute"))
  }

  /// Orders and touches as they are worked with.
  struct Material {
    /// person, at, value; computed once.
    let orders: Relation
    /// person, at, channel.
    let touches: Relation
    /// Digits after the point of the amount.
    let scale: Int
    let unit: FupanData.Unit?
  }

  func material(_ input: Relation, in scope: Scope) throws(Problems) -> Material {
    var found: [Diagnostic] = []
    let amount = found.gather { () throws(Problems) in
      try AnalysisColumns.amount(of, in: input, scope)
    }
    let orders = found.gather { () throws(Problems) in
      try timed(input, at: at, of.text, [], scope)
    }
    let touched = found.gather { () throws(Problems) in try scope.relation(to) }
    let channel = touched.flatMap { relation in
      found.gather { () throws(Problems) in
        try AnalysisColumns.grouping(by, in: relation, scope)
      }
    }
    let touches = touched.flatMap { relation in
      found.gather { () throws(Problems) in
        try timed(
          relation, at: nil, nil,
          channel.map { [Projection("channel", Expression($0).cast(to: .text))] } ?? [], scope)
      }
    }
    if let amount, amount.type.scale ?? 0 > 9 {
      found.append(
        Diagnostic(
          .notAnAmount, at: of.place ?? scope.origin.place,
          ["name": .text(amount.name), "type": .text(amount.type.description)]))
    }
    if let problems = Problems(found) { throw problems }
    guard let amount, let orders, let touches else {
      preconditionFailure("a missing column is a problem")
    }
    var value = Projection(
      "value", try AnalysisColumns.units(of: amount.named("amount"), in: orders))
    value.field.unit = nil
    let counted =
      try orders
      .projected(
        ["person", "at"].compactMap { orders.schema[$0] }.map { Projection(keeping: $0) } + [value]
      )
      .filtered("value is not null")
      .shared(as: scope.fragmentName("attribute_orders"))
    return Material(
      orders: counted,
      touches: try touches.filtered("person is not null").filtered("channel is not null")
        .filtered("at is not null"),
      scale: amount.type.scale ?? 0, unit: amount.unit)
  }

  /// Person and instant of rows, and a column that is kept.
  private func timed(
    _ input: Relation, at: ColumnName?, _ kept: String?, _ more: [Projection], _ scope: Scope
  ) throws(Problems) -> Relation {
    let (who, time) = try AnalysisColumns.event(of: person, at: at, in: input, scope)
    return try input.projected(
      [Projection(keeping: who, as: "person"), Projection("at", time)] + more
        + (kept.flatMap { input.schema[$0] }.map { [Projection(keeping: $0, as: "amount")] } ?? []))
  }
}
