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
      let column: Column
      do throws(EvaluationError) {
        column = try CastKernel.cast(vector.column, to: type, context)
      } catch {
        guard case .column(let name) = operand.form else { throw error }
        throw error.of(column: name)
      }
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
    if let column = coded(function, vectors, type, context) { return Vector(column) }
    var column = try function.kernel(vectors, type, rows, context)
    if case .propagates = function.missing {
      column = column.missing(wherever: vectors, rows: rows)
    }
    return isConstant ? Vector(constant: column, count: count) : Vector(column)
  }

  /// A function of a coded text and constants, computed once for each text. Nil where there is none,
  /// and where it is an error for some text, which perhaps no row has.
  private static func coded(
    _ function: Function, _ vectors: [Vector], _ type: DataType, _ context: EvaluationContext
  ) -> Column? {
    guard let place = vectors.firstIndex(where: { !$0.isConstant }),
      vectors[(place + 1)...].allSatisfy(\.isConstant),
      case .text(let texts) = vectors[place].column, texts.isCoded,
      texts.texts.count * 2 < texts.count
    else { return nil }
    // A missing text comes last.
    var each = texts.texts
    each.appendMissing()
    let rows = each.count
    let arguments = vectors.indices.map { index in
      index == place
        ? Vector(.text(each)) : Vector(constant: vectors[index].column, count: rows)
    }
    guard var column = try? function.kernel(arguments, type, rows, context) else { return nil }
    if case .propagates = function.missing {
      column = column.missing(wherever: arguments, rows: rows)
    }
    return column.spread(over: texts)
  }

  /// The values of an expression that reads one coded column only, computed once for each text. Nil
  /// where it reads others, and where it is an error for some text, which perhaps no row has.
  private func evaluatedOnceAText(_ batch: Batch, _ context: EvaluationContext) -> Column? {
    let names = columns
    guard names.count == 1, case .text(let texts)? = batch[names[0]], texts.isCoded,
      texts.texts.count * 2 < texts.count
    else { return nil }
    // A missing text comes last.
    var each = texts.texts
    each.appendMissing()
    let field = Field(names[0], .text)
    let rows = Batch(Schema([field]), [.text(each)], count: each.count)
    return try? evaluate(rows, context).expanded.spread(over: texts)
  }

  /// Each branch sees only the rows that reach it, so a guard keeps an error away:
  /// `case when is_number then cast(x as integer) end`.
  private func evaluateConditional(
    _ branches: [Branch], _ otherwise: Expression?, _ whole: Batch, _ context: EvaluationContext
  ) throws(EvaluationError) -> Vector {
    if let column = evaluatedOnceAText(whole, context) { return Vector(column) }
    if branches.count == 1, branches[0].value.isAtHand, otherwise?.isAtHand ?? true {
      let flags = try branches[0].condition.evaluate(whole, context)
      return Vector(
        .select(
          try (otherwise ?? Expression(literal: .missing, type: type)).evaluate(whole, context),
          try branches[0].value.evaluate(whole, context),
          takesSecond: flags.holds(whole.count).flags))
    }
    let batch = whole.narrowed(to: columns)
    var rest = (0..<batch.count).map { Int32($0) }
    var parts: [Column] = []
    var positions: [Int32] = Array(repeating: -1, count: batch.count)
    var filled: Int32 = 0
    func take(_ rows: [Int32], _ value: Expression) throws(EvaluationError) {
      guard !rows.isEmpty else { return }
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
      let holds = condition.holds(rest.count)
      try take(holds.rows.map { rest[Int($0)] }, branch.value)
      rest = holds.inverted.rows.map { rest[Int($0)] }
    }
    if let otherwise { try take(rest, otherwise) }
    return Vector(Column.concatenated(parts, type: type).gathered(positions))
  }
}

extension Expression {
  /// Whether its values are there without computing, so that no row of them can fail.
  fileprivate var isAtHand: Bool {
    switch form {
    case .column, .literal: true
    case .cast, .call, .conditional: false
    }
  }
}

extension Batch {
  /// Only the columns that an expression reads, without places.
  package func narrowed(to names: [String]) -> Batch {
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
