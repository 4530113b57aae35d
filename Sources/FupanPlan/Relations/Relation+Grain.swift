import FupanData
import FupanDiagnostics

extension Schema {
  /// The thing that the values of an expression belong to where that is not the row; nil for others.
  ///
  /// What a condition asks does not matter: `case when status = '已付款' then 1 end` is of the row. A
  /// share that multiplies or divides by a value of the row is of the row too.
  func grain(of expression: Expression) -> String? {
    switch expression.form {
    case .column(let name): return self[name]?.grain
    case .literal: return nil
    case .cast(let operand): return grain(of: operand)
    case .conditional(let branches, let otherwise):
      let values = branches.map { $0.value } + [otherwise].compactMap { $0 }
      return values.lazy.compactMap { grain(of: $0) }.first
    case .call(let name, let arguments):
      let isShare = ["multiply", "divide"].contains(name)
      if isShare, arguments.contains(where: { !$0.columns.isEmpty && grain(of: $0) == nil }) {
        return nil
      }
      return arguments.lazy.compactMap { grain(of: $0) }.first
    }
  }

  /// The same fields, those that belong to a thing of the row now that no two rows have equal `keys`.
  ///
  /// Where every key belongs to an order, no two rows are of the same order.
  func settled(by keys: [String]) -> Schema {
    let grains = Set(keys.map { self[$0]?.grain })
    guard grains.count == 1, let settled = grains.first.flatMap({ $0 }) else { return self }
    return Schema(
      fields.map { field in
        guard field.grain == settled else { return field }
        var copy = field
        copy.grain = nil
        return copy
      })
  }

  /// The column that tells one thing from another.
  fileprivate func key(of grain: String) -> String {
    fields.first { $0.grain == grain }?.name ?? grain
  }
}

extension Relation {
  /// Refuses to add up, or to count one by one, values that several rows repeat.
  func requireOwnGrain(
    of expression: Expression, in function: String, at place: Place?
  ) throws(Problems) {
    guard let grain = schema.grain(of: expression) else { return }
    let key = schema.key(of: grain)
    let name = expression.columns.first { schema[$0]?.grain == grain } ?? key
    let dedupe = "- dedupe: {by: \(key), ties: input_order}"
    let mended: FactValue =
      function == "count"
      ? .text("count(distinct \(name))")
      : .phrase(en: "\(dedupe) before it", zh: "先加一步 \(dedupe)")
    throw Problems(
      Diagnostic(
        .summedAcrossGrain, at: place,
        [
          "name": .text(name), "grain": Grain.word(grain), "function": .text(function),
          "mended": mended,
        ]))
  }

  /// Refuses to count rows that pair two things, such as customers and members of staff, because
  /// their number is that of neither.
  ///
  /// - Throws: how to count either of them, or the pairs.
  package func requireRowsOfOneThing(at place: Place?) throws(Problems) {
    var grains: [String] = []
    for field in schema.fields {
      if let grain = field.grain, !grains.contains(grain) { grains.append(grain) }
    }
    guard grains.count > 1 else { return }
    var mended = grains.map { "count(distinct \(schema.key(of: $0)))" }
    if let own = schema.fields.first(where: { $0.grain == nil }) {
      mended.append("count(\(own.name))")
    }
    let words = grains.map { Grain.word($0) }
    throw Problems(
      Diagnostic(
        .rowsArePairs, at: place,
        [
          "things": .phrase(
            en: words.map { $0.text(in: .english) }.joined(separator: " and "),
            zh: words.map { $0.text(in: .simplifiedChinese) }.joined(separator: "与")),
          "mended": .list(mended),
        ]))
  }
}

/// What rows and values belong to, in words.
enum Grain {
  private static let chinese = [
    "answer": "答卷", "article": "文章", "customer": "客户", "item": "商品行", "order": "订单",
    "payment": "付款", "row of the file": "文件行", "staff": "员工",
  ]

  /// The word that profiles use, as people read it.
  static func word(_ grain: String) -> FactValue {
    .phrase(en: grain, zh: chinese[grain] ?? grain)
  }
}
