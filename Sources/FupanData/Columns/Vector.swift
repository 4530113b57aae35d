/// An argument or result of an expression: a value for every row, or one value for all of them.
///
/// A constant keeps a column of a single row. Loops read row `i` at `i * step`, so one loop serves
/// both kinds:
///
///     let (left, right) = (a.step, b.step)
///     for row in 0..<count { result.append(x[row * left] &+ y[row * right]) }
package struct Vector: Sendable {
  /// One row for each of `count`, or a single one where ``isConstant``.
  package let column: Column
  package let isConstant: Bool
  /// How many rows this stands for.
  package let count: Int
  /// The column's validity at hand, since loops ask for every row.
  private let validity: Validity?

  package init(_ column: Column) {
    self.column = column
    isConstant = false
    count = column.count
    validity = column.validity
  }

  /// `value` for each of `count` rows.
  package init(_ type: DataType, constant value: Value, count: Int) {
    self.init(constant: Column(type, [value]), count: count)
  }

  /// - Precondition: the column has one row.
  package init(constant column: Column, count: Int) {
    precondition(column.count == 1)
    self.column = column
    isConstant = true
    self.count = count
    validity = column.validity
  }

  package var type: DataType { column.type }

  /// The distance between the positions of neighbouring rows: 1, or 0 for a constant.
  package var step: Int { isConstant ? 0 : 1 }

  /// Whether a row holds a value.
  package func isValid(_ row: Int) -> Bool { validity.map { $0[row * step] } ?? true }

  /// One flag for each of `rows` rows: whether it holds a value. Loops over all rows ask this once.
  package func presence(_ rows: Int) -> [Bool] {
    guard let validity else { return Array(repeating: true, count: rows) }
    return isConstant ? Array(repeating: validity[0], count: rows) : validity.flags
  }

  /// The value of a row.
  package func value(at row: Int) -> Value { column.value(at: row * step) }

  /// A column with every row written out.
  package var expanded: Column {
    isConstant ? column.gathered(Array(repeating: 0, count: count)) : column
  }
}
