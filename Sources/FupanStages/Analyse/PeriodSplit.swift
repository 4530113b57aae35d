import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// What is added to compared periods: quotients split into mix and rate, and a product into its
/// factors.
struct PeriodSplit {
  private let quotients: [String]
  private let factors: [String]
  private let given: Schema
  private let schema: Schema

  /// The column that holds the upper (`num`) or lower (`den`) part of a quotient.
  static func column(_ side: String, of measure: String) -> String { "_\(side)_\(measure)" }

  /// - Parameter given: the schema of the compared periods.
  init(_ given: Schema, quotients: [String], factors: [String]) {
    self.quotients = quotients
    self.factors = factors
    self.given = given
    let hidden = quotients.flatMap { name in
      ["num", "den"].flatMap { side -> [String] in
        let column = PeriodSplit.column(side, of: name)
        return [column, "\(column)_base"]
      }
    }
    let unit = factors.last.flatMap { given[$0]?.unit }
    var fields: [Field] = []
    for field in given.fields where !hidden.contains(field.name) {
      fields.append(field)
      for name in quotients where field.name == "\(name)_relative" {
        fields.append(Field("\(name)_mix", .number, unit: given[name]?.unit))
        fields.append(Field("\(name)_rate", .number, unit: given[name]?.unit))
      }
      for name in factors where field.name == "\(name)_relative" {
        fields.append(Field("\(name)_effect", .number, unit: unit))
      }
    }
    schema = Schema(fields)
  }

  /// Whether nothing is to be split.
  var isEmpty: Bool { quotients.isEmpty && factors.isEmpty }

  /// The rows as they came, with what each quotient and factor did.
  var finish: Finish {
    Finish("split_change", schema: schema) { table in Table(schema, rows: rows(of: table)) }
  }

  private func rows(of table: Table) -> [[Value]] {
    let given = table.schema
    let rows = table.rows
    func cell(_ row: [Value], _ name: String) -> Value {
      given.index(of: name).map { row[$0] } ?? .missing
    }
    var added: [[String: Value]] = rows.map { _ in [:] }
    for name in quotients {
      func parts(_ suffix: String) -> [MixDecomposition.Part]? {
        var parts: [MixDecomposition.Part] = []
        for row in rows {
          let upper = cell(row, PeriodSplit.column("num", of: name) + suffix)
          let lower = cell(row, PeriodSplit.column("den", of: name) + suffix)
          guard let below = lower.double else { return nil }
          parts.append(.init(upper.double ?? 0, over: below))
        }
        return parts
      }
      guard let base = parts("_base"), let current = parts(""),
        let split = MixDecomposition(from: base, to: current)
      else { continue }
      for index in rows.indices {
        added[index]["\(name)_mix"] = .number(split.rows[index].mix)
        added[index]["\(name)_rate"] = .number(split.rows[index].rate)
        if split.flags.contains(.simpson), cell(rows[index], "\(name)_note").isMissing {
          added[index]["\(name)_note"] = .text("simpson")
        }
      }
    }
    for (index, row) in rows.enumerated() {
      guard let effects = effects(factors.map { (cell(row, $0), cell(row, "\($0)_base")) }) else {
        continue
      }
      for (name, effect) in zip(factors, effects) {
        added[index]["\(name)_effect"] = .number(effect)
      }
    }
    return rows.indices.map { index in
      schema.fields.map { field in
        added[index][field.name] ?? cell(rows[index], field.name)
      }
    }
  }

  /// What each factor did to the change of the last measure; nil where a measure is not known.
  private func effects(_ measures: [(now: Value, base: Value)]) -> [Double]? {
    guard !measures.isEmpty else { return nil }
    var now: [Double] = []
    var base: [Double] = []
    for measure in measures {
      guard let after = measure.now.double, let before = measure.base.double else { return nil }
      now.append(after)
      base.append(before)
    }
    /// Each measure over the one before it; nil where there is nothing to divide by.
    func steps(_ values: [Double]) -> [Double?] {
      values.indices.map { index in
        index == 0
          ? values[0] : values[index - 1] == 0 ? nil : values[index] / values[index - 1]
      }
    }
    // Where one side has nothing to divide by, the step is as on the other: it did nothing.
    let (after, before) = (steps(now), steps(base))
    return FactorDecomposition(
      from: zip(before, after).map { $0 ?? $1 ?? 0 }, to: zip(after, before).map { $0 ?? $1 ?? 0 }
    )?.effects
  }
}
