import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMetrics
import FupanPlan

/// `clip`: values below or above a bound become the bound.
///
///     - clip: {columns: [dwell_s], max: 1800}
///     - clip: {columns: [paid_amount], min: 0, max: 60000}
package struct Clip: TransformStage {
  package static let about = StageDescription(
    "clip", .clean, "Brings values below or above a bound to the bound; missing stays missing.")

  @Parameter("The columns.", .principal, .nonEmpty) var columns: [ColumnName]
  @Parameter("The smallest value that stays: a number, a day, or another column.")
  var min: ParsedExpression?
  @Parameter("The largest value that stays.") var max: ParsedExpression?

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    if min == nil, max == nil {
      throw Problems(Diagnostic(.clipWithoutBound, at: scope.origin.place))
    }
    var found: [Diagnostic] = []
    var fields: [Field] = []
    for name in columns {
      found.gather { () throws(Problems) in
        let field = try input.binder().field(name)
        guard field.type.isOrdered else {
          throw Problems(
            Diagnostic(
              .clipsNothing, at: name.place,
              ["name": .text(field.name), "type": .text(field.type.description)]))
        }
        // Between pipes amounts arrive as text.
        let isRead = scope.reads(field)
        guard isRead || (field.type != .text && field.type != .bool) else {
          throw Problems(
            Diagnostic(
              .clipsNothing, at: name.place,
              ["name": .text(field.name), "type": .text(field.type.description)]))
        }
        if !fields.contains(field) { fields.append(field) }
      }
    }
    if let problems = Problems(found) { throw problems }
    let binder = input.binder(in: scope)
    return try input.replacing(fields) { field throws(Problems) in
      let source = Expression(field)
      let value = field.type == .text ? source.cast(to: .wideDecimal(scale: 9)) : source
      var branches: [Expression.Branch] = []
      for (bound, test) in [(min, "less"), (max, "greater")] {
        guard let bound else { continue }
        let limit = try self.bound(bound, like: value, of: field, binder)
        let isBeyond = try binder.call(test, [value, limit], at: bound.start)
        branches.append(.init(condition: isBeyond, value: limit))
      }
      return Expression(
        .conditional(branches, otherwise: value), type: value.type, unit: field.unit,
        isPersonal: field.isPersonal)
    }
  }

  /// A bound in the column's own type, so that clipping never changes how exact its values are.
  private func bound(
    _ parsed: ParsedExpression, like value: Expression, of field: Field, _ binder: ExpressionBinder
  ) throws(Problems) -> Expression {
    let bound = try binder.bind(parsed)
    if bound.type == value.type { return bound }
    if let literal = bound.literal {
      if let text = literal.text {
        return try Expression.literal(
          text, like: Field(field.name, value.type), at: parsed.start)
      }
    } else if bound.type == .text, binder.readsText {
      return bound.cast(to: value.type)
    } else if let from = bound.type.scale, let to = value.type.scale, from <= to {
      return bound.cast(to: value.type)
    }
    throw Problems(
      Diagnostic(
        .valueDoesNotFit, at: parsed.start,
        [
          "text": .text(parsed.text), "name": .text(field.name),
          "type": .text(value.type.description),
        ]))
  }
}

extension Message {
  static let clipWithoutBound = Message(
    "clip_without_bound", exit: .config, en: "clip needs a bound", zh: "clip 需要一个界限",
    hint: (en: "add min: or max:", zh: "请写 min: 或 max:"))
  static let clipsNothing = Message(
    "clips_nothing", exit: .config, en: "'{name}' is {type}, which has no bounds",
    zh: "“{name}”是 {type}，没有上下限",
    hint: (en: "read it with parse first, as a number or a day", zh: "请先用 parse 读成数值或日期"))
}
