import FupanData

/// One column of a window: a value computed from the ordered rows of a partition.
package struct WindowFunction: Hashable, Sendable {
  /// The new column.
  package var name: String
  package var kind: Kind
  /// The column it reads, where it reads one.
  package var column: String?
  package var frame: Frame

  /// What is computed.
  package enum Kind: Hashable, Sendable {
    /// 1, 2, 3 … ; ties are an error unless the window says otherwise.
    case rowNumber
    /// 1, 1, 3 …
    case rank
    /// 1, 1, 2 …
    case denseRank
    /// The number of one of `buckets` groups of nearly equal size, larger ones first.
    case ntile(Int64)
    /// The value `offset` rows before.
    case lag(Int)
    /// The value `offset` rows after.
    case lead(Int)
    /// The first value in the frame that is not missing.
    case firstValue
    /// The last value in the frame that is not missing.
    case lastValue
    case sum
    /// Rows of the frame, or rows with a value in the column.
    case count
    case min
    case max
  }

  /// The rows of the partition that a value is computed from.
  package enum Frame: Hashable, Sendable {
    /// All of them.
    case partition
    /// From the first up to and including this one.
    case running
    /// From the first up to the one before this one.
    case runningExclusive
  }

  package init(_ name: String, _ kind: Kind, of column: String? = nil, frame: Frame = .partition) {
    self.name = name
    self.kind = kind
    self.column = column
    self.frame = frame
  }

  /// The type of the result for a column of this type, or nil where it does not apply.
  package func result(for type: DataType?) -> DataType? {
    switch kind {
    case .rowNumber, .rank, .denseRank, .ntile: .integer
    case .lag, .lead: type.flatMap { $0.isOrdered ? $0 : nil }
    case .firstValue: AggregateFunction.first.result(for: type)
    case .lastValue: AggregateFunction.last.result(for: type)
    case .sum: AggregateFunction.sum.result(for: type)
    case .count: .integer
    case .min: AggregateFunction.min.result(for: type)
    case .max: AggregateFunction.max.result(for: type)
    }
  }
}
