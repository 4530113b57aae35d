import FupanData

extension Estimate {
  /// The columns that every result table uses for an estimate, in this order.
  package static let columnNames = [
    "value", "n", "n_missing", "num", "den", "ci_lo", "ci_hi", "ci_level", "ci_method", "flag",
    "reason",
  ]

  /// The estimate as cells of `columnNames`; several flags are joined by a space.
  package var cells: [Value] {
    let codes = flags.codes
    return [
      value.map { .number($0) } ?? .missing,
      .integer(Int64(n)),
      .integer(Int64(missing)),
      numerator?.value ?? .missing,
      denominator?.value ?? .missing,
      interval?.lower.map { .number($0) } ?? .missing,
      interval?.upper.map { .number($0) } ?? .missing,
      interval.map { .number($0.level) } ?? .missing,
      interval.map { .text($0.method.rawValue) } ?? .missing,
      codes.isEmpty ? .missing : .text(codes.joined(separator: " ")),
      reason.map { .text($0.rawValue) } ?? .missing,
    ]
  }
}
