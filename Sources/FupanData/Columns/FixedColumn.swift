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
  package func gathered(_ indices: [Int32], zero: Element) -> FixedColumn {
    let hasGaps = Validity.haveGaps(indices)
    let hasMissing = validity != nil || hasGaps
    let result = [Element](unsafeUninitializedCapacity: indices.count) { target, initialized in
      values.withUnsafeBufferPointer { source in
        indices.withUnsafeBufferPointer { indices in
          if hasGaps {
            for row in 0..<indices.count {
              let index = Int(indices[row])
              target.initializeElement(at: row, to: index < 0 ? zero : source[index])
            }
          } else {
            for row in 0..<indices.count {
              target.initializeElement(at: row, to: source[Int(indices[row])])
            }
          }
        }
      }
      initialized = indices.count
    }
    return FixedColumn(result, validity: hasMissing ? .gathered(validity, indices) : nil)
  }
}
