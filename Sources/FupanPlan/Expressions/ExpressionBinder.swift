import FupanData
import FupanDiagnostics

/// Looks up an expression's names and works out its types.
///
///     let binder = ExpressionBinder(schema: orders.schema)
///     let net = try binder.bind(ParsedExpression("paid_amount - refund_amount"))
package struct ExpressionBinder {
  package let schema: Schema
  /// Whether the schema is all there is; after a failed stage it is not, and only names that look
  /// misspelt are reported.
  package let isComplete: Bool
  /// The values of `:name`.
  package let parameters: [String: Value]
  /// Whether text next to numbers, days and truth values is read strictly, as between unix pipes.
  package let readsText: Bool
  /// Columns, by the header they were read under, that are meant as text although text is read.
  package let meantAsText: Set<String>

  package init(
    schema: Schema, isComplete: Bool = true, parameters: [String: Value] = [:],
    readsText: Bool = false, meantAsText: Set<String> = []
  ) {
    self.schema = schema
    self.isComplete = isComplete
    self.parameters = parameters
    self.readsText = readsText
    self.meantAsText = meantAsText
  }

  /// - Throws: every name that is unknown and every call that does not fit.
  package func bind(_ parsed: ParsedExpression) throws(Problems) -> Expression {
    try bind(parsed.syntax, in: parsed)
  }

  /// A condition: an expression that is true, false or missing.
  package func condition(_ parsed: ParsedExpression) throws(Problems) -> Expression {
    let expression = try bind(parsed)
    if expression.literal == .missing { return expression.cast(to: .bool) }
    if readsText, expression.type == .text { return expression.cast(to: .bool) }
    guard expression.type == .bool else {
      throw Problems(
        Diagnostic(
          .conditionNotBool, at: parsed.start, ["type": .text(expression.type.description)]))
    }
    return expression
  }

  /// The field with this name.
  ///
  /// - Throws: an unknown column, with the nearest name.
  package func field(_ name: ColumnName) throws(Problems) -> Field {
    try field(name.text, at: name.place)
  }

  package func field(_ name: String, at place: Place?) throws(Problems) -> Field {
    if let field = schema[name] { return field }
    let nearest = NearestName.to(name, among: schema.names)
    guard isComplete || nearest != nil else {
      throw Problems(Diagnostic(.dependsOnEarlierProblem, at: place, ["name": .text(name)]))
    }
    var diagnostic = Diagnostic(
      .unknownColumn, at: place, ["name": .text(name), "columns": .list(schema.names)])
    let parts = name.split { $0.isWhitespace || "，、；;".contains($0) }.map { String($0) }
    if parts.count > 1, parts.allSatisfy({ schema[$0] != nil }) {
      // Several columns without a comma between them, or with one of a Chinese input method.
      diagnostic = diagnostic.with("suggestion", .suggestion(parts.joined(separator: ", ")))
    } else if let nearest {
      diagnostic = diagnostic.with("suggestion", .suggestion(nearest))
    }
    throw Problems(diagnostic)
  }

  /// A name that is like no column may be text that lost its quotes; where it is the whole
  /// expression, YAML has taken one pair of them away.
  private func quoting(_ problems: Problems, _ name: String, isWhole: Bool) -> Problems {
    guard problems.first.code == Message.unknownColumn.code,
      !problems.first.facts.contains(where: { $0.name == "suggestion" })
    else { return problems }
    let quoted = isWhole ? "\"'\(name)'\"" : "'\(name)'"
    return Problems(
      problems.first.with(
        "quoted", .phrase(en: "; text is written \(quoted)", zh: "；若是文本，请写成 \(quoted)")),
      problems.rest)
  }

  func bind(
    _ syntax: ExpressionSyntax, in parsed: ParsedExpression
  ) throws(Problems) -> Expression {
    switch syntax {
    case .column(let qualifier, let name, let offset):
      let written = qualifier.map { "\($0).\(name)" } ?? name
      do throws(Problems) {
        return Expression(try field(written, at: parsed.place(at: offset)))
      } catch {
        throw qualifier == nil ? quoting(error, name, isWhole: parsed.syntax == syntax) : error
      }
    case .literal(let value, _): return Expression(literal: value)
    case .parameter(let name, let offset):
      guard let value = parameters[name] else {
        var diagnostic = Diagnostic(
          .unknownParameter, at: parsed.place(at: offset), ["name": .text(name)])
        let known = parameters.keys.sorted()
        if let nearest = NearestName.to(name, among: known) {
          diagnostic = diagnostic.with("suggestion", .suggestion(nearest))
        }
        throw Problems(diagnostic)
      }
      return Expression(literal: value)
    case .cast(let operand, let type, let offset):
      let operand = try bind(operand, in: parsed)
      guard operand.literal == .missing || CastKernel.allows(operand.type, type) else {
        throw Problems(
          Diagnostic(
            .impossibleCast, at: parsed.place(at: offset),
            ["from": .text(operand.type.description), "to": .text(type.description)]))
      }
      return operand.cast(to: type)
    case .conditional(let branches, let otherwise, let offset):
      return try bindConditional(branches, otherwise, offset, in: parsed)
    case .call(let name, let arguments, let isDistinct, let offset):
      if isDistinct || AggregateFunction.names.contains(name) {
        throw Problems(
          Diagnostic(.aggregateNotAllowed, at: parsed.place(at: offset), ["name": .text(name)]))
      }
      var found: [Diagnostic] = []
      let bound = arguments.map { argument in
        found.gather { () throws(Problems) in try bind(argument, in: parsed) }
      }
      guard let function = FunctionCatalog[name] else {
        throw unknownFunction(name, at: parsed.place(at: offset), after: found)
      }
      if let problems = Problems(found) { throw problems }
      return try call(function, bound.compactMap { $0 }, at: parsed.place(at: offset))
    }
  }

  /// A call of a function by its name, for plans of our own.
  ///
  /// - Precondition: the catalogue has it; names that users write are bound by ``bind(_:)``.
  package func call(
    _ name: String, _ arguments: [Expression], at place: Place?
  ) throws(Problems) -> Expression {
    guard let function = FunctionCatalog[name] else {
      preconditionFailure("the catalogue has \(name)")
    }
    return try call(function, arguments, at: place)
  }

  /// A call of a function on bound arguments, for plans of our own.
  package func call(
    _ function: Function, _ arguments: [Expression], at place: Place?
  ) throws(Problems) -> Expression {
    let arguments = readsText ? readingText(arguments, of: function) : arguments
    let types = arguments.map {
      Function.Argument(type: $0.literal == .missing ? nil : $0.type, literal: $0.literal)
    }
    guard let resolution = function.resolve(types) else {
      throw Problems(
        Diagnostic(
          .argumentsDoNotFit, at: place,
          [
            "name": .text(function.name), "usage": .list(function.usage),
            "types": .list(arguments.map { $0.type.description }),
          ]))
    }
    if var problem = function.verify(types) {
      problem.place = place
      throw Problems(problem)
    }
    var cast: [Expression] = []
    for (argument, type) in zip(arguments, resolution.arguments) {
      cast.append(try literalRead(argument, as: type, at: place))
    }
    let unit = try unit(of: function, arguments, at: place)
    return Expression(
      .call(function.name, cast), type: resolution.result, unit: unit,
      isPersonal: function.hidesPersons ? false : arguments.contains { $0.isPersonal })
  }

  /// A literal is cast while binding, so that a day that is none is found before anything runs.
  private func literalRead(
    _ argument: Expression, as type: DataType, at place: Place?
  ) throws(Problems) -> Expression {
    guard let literal = argument.literal, argument.type != type else {
      return argument.cast(to: type)
    }
    if argument.type == .text, type == .timestamp,
      let day = CastKernel.cast(literal, to: .date, EvaluationContext()), !day.isMissing
    {
      return Expression(literal: day).cast(to: .timestamp)
    }
    guard let value = CastKernel.cast(literal, to: type, EvaluationContext()) else {
      throw Problems(
        Diagnostic(
          .literalDoesNotFit, at: place,
          ["text": .text(literal.text ?? ""), "type": .text(type.description)]))
    }
    return Expression(literal: value, type: type)
  }

  private func bindConditional(
    _ branches: [ExpressionSyntax.Branch], _ otherwise: ExpressionSyntax?, _ offset: Int,
    in parsed: ParsedExpression
  ) throws(Problems) -> Expression {
    var found: [Diagnostic] = []
    var conditions: [Expression] = []
    var values: [Expression] = []
    for branch in branches {
      let condition = found.gather { () throws(Problems) in
        let bound = try bind(branch.condition, in: parsed)
        let isRead = readsText && bound.type == .text && bound.literal == nil
        guard bound.type == .bool || bound.literal == .missing || isRead else {
          throw Problems(
            Diagnostic(
              .conditionNotBool, at: parsed.place(at: branch.condition.offset),
              ["type": .text(bound.type.description)]))
        }
        return bound.cast(to: .bool)
      }
      let value = found.gather { () throws(Problems) in try bind(branch.value, in: parsed) }
      if let condition, let value {
        conditions.append(condition)
        values.append(value)
      }
    }
    var last: Expression?
    if let otherwise {
      last = found.gather { () throws(Problems) in try bind(otherwise, in: parsed) }
    }
    if let problems = Problems(found) { throw problems }
    var all = values + [last].compactMap { $0 }
    if readsText { all = readingText(beside: all) }
    let arguments = all.map {
      Function.Argument(type: $0.literal == .missing ? nil : $0.type, literal: $0.literal)
    }
    guard let type = NumericTypes.comparable(arguments) else {
      throw Problems(
        Diagnostic(
          .branchesDiffer, at: parsed.place(at: offset),
          ["types": .list(all.map { $0.type.description })]))
    }
    var cast: [Expression] = []
    for value in all {
      cast.append(try literalRead(value, as: type, at: parsed.place(at: offset)))
    }
    let units = Set(all.filter { $0.literal == nil }.map { $0.unit })
    return Expression(
      .conditional(
        zip(conditions, cast).map { Expression.Branch(condition: $0, value: $1) },
        otherwise: last == nil ? nil : cast.last),
      type: type, unit: units.count == 1 ? units.first ?? nil : nil,
      isPersonal: (all + conditions).contains { $0.isPersonal })
  }

  private func unit(
    of function: Function, _ arguments: [Expression], at place: Place?
  ) throws(Problems) -> Unit? {
    switch function.units {
    case .dropped: return nil
    case .first: return arguments.first?.unit
    case .product:
      let units = arguments.compactMap { $0.unit }.filter { $0 != .ratio }
      return units.count == 1
        ? units[0] : units.isEmpty ? arguments.compactMap { $0.unit }.first : nil
    case .quotient:
      guard arguments.count == 2 else { return nil }
      let (top, bottom) = (arguments[0].unit, arguments[1].unit)
      if let top, top == bottom { return .ratio }
      return bottom == nil ? top : nil
    case .same, .compared:
      let units = arguments.filter { $0.literal == nil && $0.type.isNumeric }.compactMap { $0.unit }
      guard let first = units.first else { return nil }
      if let other = units.first(where: { $0 != first }) {
        throw Problems(
          Diagnostic(
            .unitsDiffer, at: place,
            ["left": .text(first.symbol), "right": .text(other.symbol)]))
      }
      if case .same = function.units { return first }
      return nil
    }
  }

  /// Text columns become what a function takes, or what stands beside them.
  private func readingText(_ arguments: [Expression], of function: Function) -> [Expression] {
    guard arguments.contains(where: ExpressionBinder.isRead) else { return arguments }
    switch function.family {
    // A product has the digits of both factors, so each has fewer.
    case .arithmetic:
      return reading(arguments, of: function, as: [.wideDecimal(scale: 9), .decimal(scale: 6)])
    case .dates:
      return fits(function, arguments)
        ? arguments : reading(arguments, of: function, as: [.date, .timestamp])
    case .logic: return arguments.map { ExpressionBinder.isRead($0) ? $0.cast(to: .bool) : $0 }
    case .comparison, .conditional:
      let read = readingText(beside: arguments)
      return ExpressionBinder.ordering.contains(function.name) ? read.map(ordered) : read
    case .text, .lists: return arguments
    }
  }

  /// The functions whose result depends on what comes before what.
  private static let ordering = [
    "less", "less_or_equal", "greater", "greater_or_equal", "between", "least", "greatest",
  ]

  private static func isRead(_ argument: Expression) -> Bool {
    argument.type == .text && argument.literal == nil
  }

  /// Text as the first of these types that the function takes.
  private func reading(
    _ arguments: [Expression], of function: Function, as types: [DataType]
  ) -> [Expression] {
    let readings = types.map { type in
      arguments.map { ExpressionBinder.isRead($0) ? $0.cast(to: type) : $0 }
    }
    return readings.first { fits(function, $0) } ?? readings[0]
  }

  private func fits(_ function: Function, _ arguments: [Expression]) -> Bool {
    function.resolve(
      arguments.map {
        Function.Argument(type: $0.literal == .missing ? nil : $0.type, literal: $0.literal)
      }) != nil
  }

  /// Text columns beside numbers, days or truth values become what stands beside them.
  private func readingText(beside arguments: [Expression]) -> [Expression] {
    let other = arguments.first { $0.type != .text && $0.literal != .missing }
    guard let other else { return arguments }
    let type: DataType = other.type.isExactNumeric ? .wideDecimal(scale: 9) : other.type
    return arguments.map { ExpressionBinder.isRead($0) ? $0.cast(to: type) : $0 }
  }

  /// An undeclared text column whose order matters: 12.50 comes before 7.00 as text, so a cell that
  /// is a number ends the run.
  package func ordered(_ argument: Expression) -> Expression {
    guard readsText, argument.type == .text, case .column(let name) = argument.form,
      !meantAsText.contains(schema[name]?.originalName ?? name)
    else { return argument }
    return Expression(
      .call(TextFunctions.textToOrder.name, [argument]), type: .text, unit: argument.unit,
      isPersonal: argument.isPersonal)
  }

  private func unknownFunction(_ name: String, at place: Place?, after: [Diagnostic]) -> Problems {
    var diagnostic = Diagnostic(.unknownFunction, at: place, ["name": .text(name)])
    let known = FunctionCatalog.names + AggregateFunction.names
    if let nearest = NearestName.to(name, among: known) {
      diagnostic = diagnostic.with("suggestion", .suggestion(nearest))
    }
    return Problems(diagnostic, after)
  }
}

extension Function {
  /// Whether the result no longer tells who somebody is although an argument does.
  var hidesPersons: Bool {
    ["is_missing", "is_not_missing", "list_length", "length", "mask", "pseudonym"].contains(name)
  }
}
