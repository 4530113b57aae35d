/// A column of values of one fixed size.
///
/// Where a row is missing its slot holds `zero`, so loops may compute on it without a branch.
@usableFromInline
package struct FixedColumn<Element: BitwiseCopyable & Hashable & Sendable>:
  Hashable, Sendable
{
  @usableFromInline package var values: [Element]
  /// Nil where no row is missing.
  @usableFromInline package var validity: Validity?

  @inlinable package init(_ values: [Element], validity: Validity? = nil) {
    self.values = values
    self.validity = validity
  }

  @inlinable package var count: Int { values.count }

  @inlinable package func isValid(_ row: Int) -> Bool { validity.map { $0[row] } ?? true }

  /// The value of a row, or nil where it is missing.
  @inlinable package subscript(_ row: Int) -> Element? { isValid(row) ? values[row] : nil }

  /// The rows at `indices`, in that order; an index below 0 gives a missing row.
  @inlinable package func gathered(_ indices: [Int32], zero: Element) -> FixedColumn {
    let source = values
    var result: [Element] = []
    result.reserveCapacity(indices.count)
    var hasMissing = validity != nil
    for index in indices {
      if index < 0 {
        hasMissing = true
        result.append(zero)
      } else {
        result.append(source[Int(index)])
      }
    }
    guard hasMissing else { return FixedColumn(result) }
    var bits = Validity()
    for index in indices { bits.append(index >= 0 && isValid(Int(index))) }
    return FixedColumn(result, validity: bits)
  }
}
