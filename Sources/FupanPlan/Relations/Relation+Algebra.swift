import FupanData
import FupanDiagnostics

extension Relation {
  /// `SELECT projections`: exactly these columns.
  ///
  /// - Throws: a name that occurs twice.
  package func projected(_ projections: [Projection]) throws(Problems) -> Relation {
    try requireDistinct(projections.map { $0.name })
    let kept = Dictionary(
      projections.compactMap { projection in projection.passedColumn.map { ($0, projection.name) }
      },
      uniquingKeysWith: { first, _ in first })
    let ordering = ordering.prefix { kept[$0.column] != nil }.map { key in
      SortKey(kept[key.column] ?? key.column, key.direction, nulls: key.nulls)
    }
    let fields = projections.map { projection in
      var field = projection.field
      field.grain = field.grain ?? schema.grain(of: projection.expression)
      return field
    }
    return next(.project(self, projections), fields, ordering: ordering)
  }

  /// All columns, and these: one with a name that exists replaces it in place.
  package func extended(_ projections: [Projection]) throws(Problems) -> Relation {
    try requireDistinct(projections.map { $0.name })
    var all = schema.fields.map { Projection(keeping: $0) }
    for projection in projections {
      if let index = schema.index(of: projection.name) {
        all[index] = projection
      } else {
        all.append(projection)
      }
    }
    return try projected(all)
  }

  /// Only these columns, in this order.
  package func selected(_ names: [String]) throws(Problems) -> Relation {
    try projected(names.compactMap { schema[$0] }.map { Projection(keeping: $0) })
  }

  /// Without these columns.
  package func dropping(_ names: [String]) throws(Problems) -> Relation {
    try projected(
      schema.fields.filter { !names.contains($0.name) }.map { Projection(keeping: $0) })
  }

  /// The rows for which the condition is true.
  ///
  /// - Precondition: the condition is of type bool and bound to this schema.
  package func filtered(where condition: Expression) -> Relation {
    precondition(condition.type == .bool)
    return next(.filter(self, condition), schema.fields, ordering: ordering)
  }

  /// The rows that can be read and keep the rules; converted columns change their type, and what
  /// is made beside them stands behind all others.
  ///
  /// - Precondition: no companion has the name of another column.
  package func checked(_ check: Check) -> Relation {
    var fields = schema.fields
    for conversion in check.conversions {
      guard let index = schema.index(of: conversion.column) else { continue }
      fields[index].type = conversion.format.type
      fields[index].unit = conversion.format.unit
      let field = fields[index]
      fields += conversion.companions.map { $0.field(beside: field) }
    }
    return next(.check(self, check), fields, ordering: [])
  }

  /// One row for each combination of the `by` columns, ordered by it.
  ///
  /// - Throws: a column that is unknown, cannot be grouped or does not fit its function, or a name
  ///   that occurs twice.
  package func aggregated(
    _ aggregations: [Aggregation], by names: [String]
  ) throws(Problems) -> Relation {
    try requireDistinct(names + aggregations.map { $0.name })
    var fields: [Field] = []
    var found: [Diagnostic] = []
    for name in names {
      guard let field = schema[name], field.type.isOrdered else {
        found.append(Diagnostic(.cannotGroup, at: builder.place, ["name": .text(name)]))
        continue
      }
      fields.append(field)
    }
    for aggregation in aggregations {
      for key in aggregation.order where !(schema[key.column]?.type.isOrdered ?? false) {
        found.append(Diagnostic(.cannotGroup, at: origin.place, ["name": .text(key.column)]))
      }
      let field = aggregation.column.flatMap { schema[$0] }
      guard aggregation.column == nil || field != nil,
        let type = aggregation.function.result(for: field?.type)
      else {
        found.append(
          Diagnostic(
            .cannotAggregate, at: builder.place,
            [
              "name": .text(aggregation.column ?? "*"),
              "type": .text(field?.type.description ?? ""),
            ]))
        continue
      }
      var result = Field(aggregation.name, type)
      switch aggregation.function {
      case .count, .countDistinct: break
      case .sum, .min, .max, .first, .last, .orderStatistic:
        result.unit = field?.unit
        result.isPersonal = field?.isPersonal ?? false
        result.grain = field?.grain
      }
      if aggregation.function == .sum, let field {
        found.gather { () throws(Problems) in
          try requireOwnGrain(of: Expression(field), in: "sum", at: builder.place)
        }
      }
      fields.append(result)
    }
    if let problems = Problems(found) { throw problems }
    return next(
      .aggregate(self, by: names, into: aggregations),
      Schema(fields).settled(by: names).fields, ordering: names.map { SortKey($0) })
  }

  /// Every row with further columns computed from its partition, ordered by partition and order.
  package func windowed(_ window: Window) throws(Problems) -> Relation {
    var fields = schema.fields
    var found: [Diagnostic] = []
    for name in window.partition + window.order.map({ $0.column }) {
      guard let field = schema[name], field.type.isOrdered else {
        found.append(Diagnostic(.cannotGroup, at: builder.place, ["name": .text(name)]))
        continue
      }
    }
    for function in window.functions {
      let field = function.column.flatMap { schema[$0] }
      guard function.column == nil || field != nil, let type = function.result(for: field?.type)
      else {
        found.append(
          Diagnostic(
            .cannotAggregate, at: builder.place,
            ["name": .text(function.column ?? "*"), "type": .text(field?.type.description ?? "")]))
        continue
      }
      var result = Field(function.name, type, unit: field?.unit)
      switch function.kind {
      case .rowNumber, .rank, .denseRank, .ntile, .count: result.unit = nil
      case .sum:
        result.isPersonal = field?.isPersonal ?? false
        if let field {
          found.gather { () throws(Problems) in
            try requireOwnGrain(of: Expression(field), in: "sum", at: builder.place)
          }
        }
      default:
        result.isPersonal = field?.isPersonal ?? false
        result.grain = field?.grain
      }
      fields.append(result)
    }
    if let problems = Problems(found) { throw problems }
    try requireDistinct(fields.map { $0.name })
    return next(
      .window(self, window), fields,
      ordering: window.partition.map { SortKey($0) } + window.order)
  }

  /// Rows matched with those of another relation.
  ///
  /// The right side's key columns are not repeated; a full join's keys come from whichever side has
  /// them.
  ///
  /// - Throws: keys whose types differ, or a column that both sides have.
  package func joined(_ right: Relation, _ join: Join) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    for pair in join.on {
      guard let leftField = schema[pair.left], let rightField = right.schema[pair.right] else {
        found.append(Diagnostic(.cannotGroup, at: builder.place, ["name": .text(pair.left)]))
        continue
      }
      if leftField.type != rightField.type || !leftField.type.isOrdered {
        found.append(
          Diagnostic(
            .joinKeysDiffer, at: builder.place,
            [
              "left": .text(pair.left), "left_type": .text(leftField.type.description),
              "right": .text(pair.right), "right_type": .text(rightField.type.description),
            ]))
      }
    }
    var fields = schema.fields
    switch join.kind {
    case .semi, .anti: break
    case .left, .inner, .full:
      let keys = Set(join.on.map { $0.right })
      for field in right.schema.fields where !keys.contains(field.name) {
        if schema.index(of: field.name) != nil {
          found.append(Diagnostic(.joinedNameTwice, at: builder.place, ["name": .text(field.name)]))
        } else {
          fields.append(field)
        }
      }
    }
    if let problems = Problems(found) { throw problems }
    return Relation(
      .join(self, right, join), schema: Schema(fields), origin: builder,
      isComplete: isComplete && right.isComplete)
  }

  /// The rows of several relations, one after the other; columns are matched by name.
  ///
  /// - Throws: a column that one of them lacks or has with another type.
  package static func union(_ relations: [Relation], origin: Origin) throws(Problems) -> Relation {
    guard let first = relations.first else {
      throw Problems(Diagnostic(.emptyUnion, at: origin.place))
    }
    var found: [Diagnostic] = []
    var aligned: [Relation] = []
    for relation in relations {
      for field in first.schema.fields {
        guard let other = relation.schema[field.name] else {
          if relation.isComplete {
            found.append(
              Diagnostic(
                .unionLacksColumn, at: origin.place,
                ["name": .text(field.name), "columns": .list(relation.schema.names)]))
          }
          continue
        }
        if other.type != field.type || other.unit != field.unit {
          found.append(
            Diagnostic(
              .unionTypesDiffer, at: origin.place,
              [
                "name": .text(field.name), "left": .text(field.type.description),
                "right": .text(other.type.description),
              ]))
        }
      }
      for field in relation.schema.fields where first.isComplete && first.schema[field.name] == nil
      {
        found.append(
          Diagnostic(
            .unionLacksColumn, at: origin.place,
            ["name": .text(field.name), "columns": .list(first.schema.names)]))
      }
      aligned.append(relation)
    }
    if let problems = Problems(found) { throw problems }
    let isComplete = relations.allSatisfy { $0.isComplete }
    if isComplete {
      aligned = []
      for relation in relations {
        aligned.append(
          relation.schema.names == first.schema.names
            ? relation : try relation.selected(first.schema.names))
      }
    }
    let fields = first.schema.fields.map { field in
      var joined = field
      joined.isPersonal = relations.contains { $0.schema[field.name]?.isPersonal ?? false }
      joined.grain = relations.lazy.compactMap { $0.schema[field.name]?.grain }.first
      return joined
    }
    return Relation(
      .union(aligned), schema: Schema(fields), origin: origin, isComplete: isComplete)
  }

  /// The rows in this order; equal ones keep the order they have.
  package func sorted(_ keys: [SortKey]) -> Relation {
    next(.sort(self, keys), schema.fields, ordering: keys)
  }

  /// The first `count` rows.
  package func limited(_ count: Int) -> Relation {
    next(.limit(self, count), schema.fields, ordering: ordering)
  }

  /// One row for each item of a list.
  package func unnested(_ unnest: Unnest) throws(Problems) -> Relation {
    guard let index = schema.index(of: unnest.column), schema.fields[index].type == .list else {
      throw Problems(Diagnostic(.notAList, at: builder.place, ["name": .text(unnest.column)]))
    }
    var fields = schema.fields
    fields[index] = Field(
      unnest.into, .text, isPersonal: fields[index].isPersonal,
      originalName: fields[index].originalName)
    try requireDistinct(fields.map { $0.name })
    return next(.unnest(self, unnest), fields)
  }

  /// One row for each of several columns of one type.
  package func unpivoted(_ unpivot: Unpivot) throws(Problems) -> Relation {
    let turned = unpivot.columns.compactMap { schema[$0] }
    guard var first = turned.first,
      turned.allSatisfy({ $0.type == first.type && $0.unit == first.unit })
    else {
      throw Problems(
        Diagnostic(.unpivotTypesDiffer, at: builder.place, ["columns": .list(unpivot.columns)]))
    }
    first.isPersonal = turned.contains { $0.isPersonal }
    first.originalName = nil
    let fields =
      schema.fields.filter { !unpivot.columns.contains($0.name) } + [
        Field(unpivot.name, .text), first.named(unpivot.value),
      ]
    try requireDistinct(fields.map { $0.name })
    return next(.unpivot(self, unpivot), fields)
  }

  private func requireDistinct(_ names: [String]) throws(Problems) {
    var seen: Set<String> = []
    for name in names where !seen.insert(name).inserted {
      throw Problems(Diagnostic(.columnNamedTwice, at: builder.place, ["name": .text(name)]))
    }
  }
}
