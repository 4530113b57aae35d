import FupanData

extension Expression {
  /// The expression's value for every row of a batch.
  ///
  /// - Precondition: the batch has the columns the expression was bound to.
  package func evaluate(
    _ batch: Batch, _ context: EvaluationContext
  ) throws(EvaluationError) -> Vector {
    switch form {
    case .column(let name):
      guard let column = batch[name] else { preconditionFailure("no column \(name) in the batch") }
      return Vector(column)
    case .literal(let value): return Vector(type, constant: value, count: batch.count)
    case .cast(let operand):
      let vector = try operand.evaluate(batch, context)
      let column = try CastKernel.cast(vector.column, to: type, context)
      return vector.isConstant ? Vector(constant: column, count: batch.count) : Vector(column)
    case .call(let name, let arguments):
      guard let function = FunctionCatalog[name] else {
        preconditionFailure("no function \(name)")
      }
      var vectors: [Vector] = []
      for argument in arguments { vectors.append(try argument.evaluate(batch, context)) }
      return try Expression.call(function, vectors, type, count: batch.count, context)
    case .conditional(let branches, let otherwise):
      return try evaluateConditional(branches, otherwise, batch, context)
    }
  }

  private static func call(
    _ function: Function, _ vectors: [Vector], _ type: DataType, count: Int,
    _ context: EvaluationContext
  ) throws(EvaluationError) -> Vector {
    let isConstant = !vectors.isEmpty && vectors.allSatisfy(\.isConstant)
    let rows = isConstant ? min(count, 1) : count
    if isConstant && rows == 0 { return Vector(ColumnBuilder(type).finish()) }
    var column = try function.kernel(vectors, type, rows, context)
    if case .propagates = function.missing {
      column = column.missing(wherever: vectors, rows: rows)
    }
    return isConstant ? Vector(constant: column, count: count) : Vector(column)
  }

  /// Each branch sees only the rows that reach it, so a guard keeps an error away:
  /// `case when is_number then cast(x as integer) end`.
  private func evaluateConditional(
    _ branches: [Branch], _ otherwise: Expression?, _ whole: Batch, _ context: EvaluationContext
  ) throws(EvaluationError) -> Vector {
    let batch = whole.narrowed(to: columns)
    var rest = (0..<batch.count).map { Int32($0) }
    var parts: [Column] = []
    var positions: [Int32] = Array(repeating: -1, count: batch.count)
    var filled: Int32 = 0
    func take(_ rows: [Int32], _ value: Expression) throws(EvaluationError) {
      guard !rows.isEmpty else { return }
      // What cannot fail is not narrowed to its rows first.
      switch value.form {
      case .literal(let literal):
        parts.append(Column(value.type, [literal]))
        for row in rows { positions[Int(row)] = filled }
        filled += 1
        return
      case .column(let name):
        guard let column = batch[name] else { preconditionFailure("no column \(name)") }
        parts.append(column)
        for row in rows { positions[Int(row)] = filled + row }
        filled += Int32(batch.count)
        return
      case .cast, .call, .conditional: break
      }
      let column: Column
      do {
        column = try value.evaluate(batch.at(rows), context).expanded
      } catch {
        throw EvaluationError(error.message, row: Int(rows[error.row]), facts: error.facts)
      }
      parts.append(column)
      for row in rows {
        positions[Int(row)] = filled
        filled += 1
      }
    }
    for branch in branches where !rest.isEmpty {
      let reached = batch.at(rest)
      let condition = try branch.condition.evaluate(reached, context)
      guard case .bool(let flags) = condition.column else {
        preconditionFailure("conditions are bound to bool")
      }
      var taken: [Int32] = []
      var left: [Int32] = []
      let isKnown = condition.presence(rest.count)
      let step = condition.step
      for (index, row) in rest.enumerated() {
        if isKnown[index], flags.values[index * step] {
          taken.append(row)
        } else {
          left.append(row)
        }
      }
      try take(taken, branch.value)
      rest = left
    }
    if let otherwise { try take(rest, otherwise) }
    return Vector(Column.concatenated(parts, type: type).gathered(positions))
  }
}

extension Batch {
  /// Only the columns that an expression reads, without places.
  fileprivate func narrowed(to names: [String]) -> Batch {
    let kept = names.compactMap { schema.index(of: $0) }
    return Batch(Schema(kept.map { schema.fields[$0] }), kept.map { columns[$0] }, count: count)
  }

  /// The rows at ascending `indices`, which are this very batch where there are as many.
  fileprivate func at(_ indices: [Int32]) -> Batch {
    indices.count == count ? self : gathered(indices)
  }
}

extension Column {
  /// The column with every row marked missing in which one of the arguments is.
  fileprivate func missing(wherever arguments: [Vector], rows: Int) -> Column {
    var combined: Validity? = validity
    for argument in arguments {
      guard let validity = argument.column.validity else { continue }
      combined = Validity.both(
        combined,
        argument.isConstant ? Validity(repeating: validity[0], count: rows) : validity)
    }
    return combined == validity ? self : with(validity: combined)
  }
}
