import FupanData
import FupanPlan

/// Runs a relation row by row in the plainest way, as the thing to compare the engine with.
///
/// It knows no ties: rows keep their order.
struct NaiveInterpreter {
  typealias Row = [Value]

  func rows(_ relation: Relation) throws -> [Row] {
    switch relation.node {
    case .scan(.fragment(let fragment)):
      let inner = try rows(fragment.relation)
      let table =
        try fragment.finish.map { try $0.run(Table(fragment.relation.schema, rows: inner)) }
      let all = table?.rows ?? inner
      return all.map { row in
        relation.schema.fields.map { row[position(of: $0.name, in: fragment.schema)] }
      }
    case .scan(.files): preconditionFailure("the interpreter reads no files")
    case .values(let table): return table.rows
    case .project(let input, let projections):
      return try rows(input).map { row in
        try projections.map { try value($0.expression, row, input.schema) }
      }
    case .filter(let input, let condition):
      return try rows(input).filter { try value(condition, $0, input.schema) == .bool(true) }
    case .check(let input, let check):
      return try rows(input).filter { row in
        try check.rules.allSatisfy { try value($0.condition, row, input.schema) == .bool(true) }
      }
    case .aggregate(let input, let by, let into):
      return try aggregate(try rows(input), input.schema, by, into)
    case .window(let input, let window): return self.window(try rows(input), input.schema, window)
    case .join(let left, let right, let join):
      return self.join(try rows(left), left.schema, try rows(right), right.schema, join)
    case .union(let inputs): return try inputs.flatMap { try rows($0) }
    case .sort(let input, let keys): return sorted(try rows(input), input.schema, keys)
    case .limit(let input, let count): return Array(try rows(input).prefix(count))
    case .unnest(let input, let unnest):
      let index = position(of: unnest.column, in: input.schema)
      return try rows(input).flatMap { row -> [Row] in
        var items: [Value] = []
        if case .list(let list) = row[index] { items = list.map { .text($0) } }
        if items.isEmpty, unnest.keepsEmpty { items = [.missing] }
        return items.map { item in
          var copy = row
          copy[index] = item
          return copy
        }
      }
    case .unpivot(let input, let unpivot):
      let turned = unpivot.columns.map { position(of: $0, in: input.schema) }
      return try rows(input).flatMap { row in
        zip(unpivot.columns, turned).map { name, index in
          row.indices.filter { !turned.contains($0) }.map { row[$0] } + [.text(name), row[index]]
        }
      }
    }
  }

  private func position(of name: String, in schema: Schema) -> Int {
    guard let index = schema.index(of: name) else { preconditionFailure("no column \(name)") }
    return index
  }

  private func value(_ expression: Expression, _ row: Row, _ schema: Schema) throws -> Value {
    let batch = Batch(
      schema, zip(schema.fields, row).map { Column($0.type, [$1]) }, count: 1)
    return try expression.evaluate(batch, EvaluationContext()).value(at: 0)
  }

  // MARK: Order

  /// Negative, zero or positive; no value is missing.
  func compare(_ left: Value, _ right: Value) -> Int {
    func order<V: Comparable>(_ a: V, _ b: V) -> Int { a < b ? -1 : a == b ? 0 : 1 }
    switch (left, right) {
    case (.bool(let a), .bool(let b)): return order(a ? 1 : 0, b ? 1 : 0)
    case (.integer(let a), .integer(let b)), (.timestamp(let a), .timestamp(let b)):
      return order(a, b)
    case (.decimal(let a, _), .decimal(let b, _)): return order(a, b)
    case (.number(let a), .number(let b)): return order(a, b)
    case (.date(let a), .date(let b)): return order(a, b)
    case (.text(let a), .text(let b)):
      return a.utf8.lexicographicallyPrecedes(b.utf8) ? -1 : a.utf8.elementsEqual(b.utf8) ? 0 : 1
    default: preconditionFailure("values of two types")
    }
  }

  private func compare(_ left: Row, _ right: Row, _ schema: Schema, _ keys: [SortKey]) -> Int {
    for key in keys {
      let index = position(of: key.column, in: schema)
      switch (left[index].isMissing, right[index].isMissing) {
      case (true, true): continue
      case (true, false): return key.nulls == .first ? -1 : 1
      case (false, true): return key.nulls == .first ? 1 : -1
      case (false, false):
        let order = compare(left[index], right[index])
        if order != 0 { return key.direction == .ascending ? order : -order }
      }
    }
    return 0
  }

  private func sorted(_ rows: [Row], _ schema: Schema, _ keys: [SortKey]) -> [Row] {
    rows.enumerated().sorted { left, right in
      let order = compare(left.element, right.element, schema, keys)
      return order != 0 ? order < 0 : left.offset < right.offset
    }.map(\.element)
  }

  // MARK: Groups

  private func groups(_ rows: [Row], _ schema: Schema, _ by: [String]) -> [[Row]] {
    let keys = by.map { SortKey($0) }
    var result: [[Row]] = []
    for row in sorted(rows, schema, keys) {
      if let last = result.last, compare(last[0], row, schema, keys) == 0 {
        result[result.count - 1].append(row)
      } else {
        result.append([row])
      }
    }
    return result
  }

  private func aggregate(
    _ rows: [Row], _ schema: Schema, _ by: [String], _ into: [Aggregation]
  ) throws -> [Row] {
    let groups = by.isEmpty ? [rows] : groups(rows, schema, by)
    return groups.map { group in
      by.map { group[0][position(of: $0, in: schema)] }
        + into.map { aggregation in
          let ordered = sorted(group, schema, aggregation.order)
          let index = aggregation.column.flatMap { schema.index(of: $0) }
          let values = index.map { index in ordered.map { $0[index] }.filter { !$0.isMissing } }
          let type = index.map { schema.fields[$0].type }
          return reduce(aggregation.function, values, rows: group.count, type)
        }
    }
  }

  private func reduce(
    _ function: AggregateFunction, _ values: [Value]?, rows: Int, _ type: DataType?
  ) -> Value {
    guard let values else { return .integer(Int64(rows)) }
    switch function {
    case .count: return .integer(Int64(values.count))
    case .countDistinct:
      var seen: [Value] = []
      for value in values where !seen.contains(where: { compare($0, value) == 0 }) {
        seen.append(value)
      }
      return .integer(Int64(seen.count))
    case .sum: return sum(values, type)
    case .min, .max:
      var best: Value?
      for value in values {
        guard let current = best else {
          best = value
          continue
        }
        let order = compare(value, current)
        if function == .min ? order < 0 : order > 0 { best = value }
      }
      return best ?? .missing
    case .first: return values.first ?? .missing
    case .last: return values.last ?? .missing
    case .orderStatistic(let numerator, let denominator, let upper):
      guard !values.isEmpty else { return .missing }
      let product = Int64(values.count - 1) * numerator
      let position = upper ? (product + denominator - 1) / denominator : product / denominator
      return values.sorted { compare($0, $1) < 0 }[Int(position)]
    }
  }

  private func sum(_ values: [Value], _ type: DataType?) -> Value {
    guard !values.isEmpty, let type else { return .missing }
    var total: Int128 = 0
    for value in values {
      switch value {
      case .integer(let number): total += Int128(number)
      case .decimal(let unscaled, _): total += unscaled
      case .number(let number):
        guard
          case .decimal(let unscaled, _)? = CastKernel.cast(
            .number(number), to: .wideDecimal(scale: 9), EvaluationContext())
        else { preconditionFailure("a number that is no decimal") }
        total += unscaled
      default: preconditionFailure("not a number")
      }
    }
    if type == .integer { return .integer(Int64(total)) }
    return .decimal(total, scale: type == .number ? 9 : type.scale ?? 0)
  }

  // MARK: Windows

  private func window(_ rows: [Row], _ schema: Schema, _ window: Window) -> [Row] {
    let partitions =
      window.partition.isEmpty
      ? (rows.isEmpty ? [] : [rows]) : groups(rows, schema, window.partition)
    return partitions.flatMap { partition -> [Row] in
      let ordered = sorted(partition, schema, window.order)
      return ordered.indices.map { position in
        ordered[position]
          + window.functions.map { value($0, ordered, position, schema, window.order) }
      }
    }
  }

  private func value(
    _ function: WindowFunction, _ rows: [Row], _ position: Int, _ schema: Schema,
    _ order: [SortKey]
  ) -> Value {
    let index = function.column.flatMap { schema.index(of: $0) }
    let frame: ArraySlice<Row>
    switch function.frame {
    case .partition: frame = rows[...]
    case .running: frame = rows[...position]
    case .runningExclusive: frame = rows[..<position]
    }
    let type = index.map { schema.fields[$0].type }
    let values = index.map { index in frame.map { $0[index] }.filter { !$0.isMissing } }
    let present = values ?? []
    let before = rows[..<position].filter { compare($0, rows[position], schema, order) != 0 }
    switch function.kind {
    case .rowNumber: return .integer(Int64(position + 1))
    case .rank: return .integer(Int64(before.count + 1))
    case .denseRank:
      var distinct = 1
      for row in before.indices.dropFirst()
      where compare(before[row - 1], before[row], schema, order) != 0 { distinct += 1 }
      return .integer(Int64(before.isEmpty ? 1 : distinct + 1))
    case .ntile(let buckets):
      var sizes = Array(repeating: rows.count / Int(buckets), count: Int(buckets))
      for bucket in 0..<(rows.count % Int(buckets)) { sizes[bucket] += 1 }
      var end = 0
      for (bucket, size) in sizes.enumerated() {
        end += size
        if position < end { return .integer(Int64(bucket + 1)) }
      }
      return .missing
    case .lag(let offset):
      return position - offset >= 0 ? rows[position - offset][index ?? -1] : .missing
    case .lead(let offset):
      return position + offset < rows.count ? rows[position + offset][index ?? -1] : .missing
    case .firstValue: return present.first ?? .missing
    case .lastValue: return present.last ?? .missing
    case .sum: return sum(present, type)
    case .count: return reduce(.count, values, rows: frame.count, type)
    case .min: return reduce(.min, values, rows: 0, type)
    case .max: return reduce(.max, values, rows: 0, type)
    }
  }

  // MARK: Joins

  private func join(
    _ left: [Row], _ leftSchema: Schema, _ right: [Row], _ rightSchema: Schema, _ join: Join
  ) -> [Row] {
    let pairs = join.on.map {
      (position(of: $0.left, in: leftSchema), position(of: $0.right, in: rightSchema))
    }
    let taken = rightSchema.fields.indices.filter { index in !pairs.contains { $0.1 == index } }
    var isFound = Array(repeating: false, count: right.count)
    var result: [Row] = []
    for row in left {
      let matches = right.indices.filter { match in
        pairs.allSatisfy { a, b in
          !row[a].isMissing && !right[match][b].isMissing && compare(row[a], right[match][b]) == 0
        }
      }
      for match in matches { isFound[match] = true }
      switch join.kind {
      case .semi: if !matches.isEmpty { result.append(row) }
      case .anti: if matches.isEmpty { result.append(row) }
      case .left, .inner, .full:
        for match in matches { result.append(row + taken.map { right[match][$0] }) }
        if matches.isEmpty, join.kind != .inner {
          result.append(row + taken.map { _ in .missing })
        }
      }
    }
    if join.kind == .full {
      for (match, row) in right.enumerated() where !isFound[match] {
        result.append(
          leftSchema.fields.indices.map { index in
            pairs.first { $0.0 == index }.map { row[$0.1] } ?? .missing
          } + taken.map { row[$0] })
      }
    }
    return result
  }
}
