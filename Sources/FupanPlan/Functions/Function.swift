import FupanData
import FupanDiagnostics

/// A function of expressions: everything about it in one place.
///
/// Reference, type checking, the native engine and SQL all read this record. A new function is one
/// record in the file of its family and one file of cases.
package struct Function: Sendable {
  /// The name in expressions, snake_case; operators have one too (`a + b` is `add(a, b)`).
  package let name: String
  package let family: Family
  /// One sentence.
  package let summary: String
  /// How it is written: `["round(x)", "round(x, digits)"]`.
  package let usage: [String]
  /// What the arguments become and what comes out, or nil where they do not fit.
  package let resolve: @Sendable ([Argument]) -> Resolution?
  /// How the unit of the result follows from the arguments'.
  package let units: UnitRule
  /// What a missing argument does.
  package let missing: MissingRule
  /// What else must hold of the arguments, such as a pattern that is a regular expression; asked
  /// only where ``resolve`` found types.
  package let verify: @Sendable ([Argument]) -> Diagnostic?
  /// Whether only plans of our own call it: users cannot, and no reference lists it.
  package let isInternal: Bool
  /// The SQL that every dialect understands.
  package let sql: SQLForm
  /// Dialects that need their own.
  package let dialects: [SQLDialect: SQLForm]
  /// Computes a column from the arguments, already cast as `resolve` said.
  ///
  /// Under ``MissingRule/propagates`` it may compute anything for rows with a missing argument; they
  /// are marked missing afterwards.
  package let kernel: Kernel

  package typealias Kernel =
    @Sendable (_ arguments: [Vector], _ result: DataType, _ count: Int, EvaluationContext)
    throws(EvaluationError) -> Column

  package init(
    _ name: String, _ family: Family, _ summary: String, usage: [String],
    units: UnitRule = .dropped, missing: MissingRule = .propagates, isInternal: Bool = false,
    sql: SQLForm, dialects: [SQLDialect: SQLForm] = [:],
    resolve: @escaping @Sendable ([Argument]) -> Resolution?,
    verify: @escaping @Sendable ([Argument]) -> Diagnostic? = { _ in nil },
    kernel: @escaping Kernel
  ) {
    self.name = name
    self.family = family
    self.summary = summary
    self.usage = usage
    self.resolve = resolve
    self.units = units
    self.missing = missing
    self.isInternal = isInternal
    self.verify = verify
    self.sql = sql
    self.dialects = dialects
    self.kernel = kernel
  }

  /// The group a function is listed under.
  package enum Family: String, Sendable, CaseIterable {
    case arithmetic, comparison, logic, conditional, text, dates, lists
  }

  /// What a missing argument does.
  package enum MissingRule: Sendable {
    /// The result is missing.
    case propagates
    /// The kernel decides.
    case handled
  }

  /// How the unit of a result follows from the arguments'.
  package enum UnitRule: Sendable {
    /// All must agree, or be bare literals; the result has it too: `a + b`.
    case same
    /// All must agree, or be bare literals; the result has none: `a < b`.
    case compared
    /// The unit of the only argument that has one, `ratio` counting as none: `a * b`.
    case product
    /// `ratio` for equal units, the first's over a bare number: `a / b`.
    case quotient
    /// The first argument's: `round(a)`.
    case first
    /// None.
    case dropped
  }

  /// An argument as type checking sees it.
  package struct Argument: Sendable {
    /// Nil for a missing literal, which fits everywhere.
    package let type: DataType?
    package let literal: Value?

    package init(type: DataType?, literal: Value?) {
      self.type = type
      self.literal = literal
    }
  }

  /// How it is written in a dialect.
  package func sql(for dialect: SQLDialect) -> SQLForm { dialects[dialect] ?? sql }

  /// The types a call works on.
  package struct Resolution: Sendable {
    /// What each argument is cast to.
    package let arguments: [DataType]
    package let result: DataType

    package init(_ arguments: [DataType], _ result: DataType) {
      self.arguments = arguments
      self.result = result
    }
  }
}
