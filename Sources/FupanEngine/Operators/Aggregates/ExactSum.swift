import FupanData
import FupanPlan

/// A sum of whole numbers that does not depend on the order of its terms: what overflows 128 bits is
/// counted and may come back.
struct ExactSum: Hashable, Sendable {
  private var low: Int128 = 0
  /// How often the sum went over (or under) 128 bits.
  private var wraps = 0

  /// The largest sum: 38 digits.
  private static let limit = DecimalText.powersOfTen[38] - 1

  mutating func add(_ term: Int128) {
    let (sum, overflow) = low.addingReportingOverflow(term)
    low = sum
    if overflow { wraps += term < 0 ? -1 : 1 }
  }

  mutating func add(_ other: ExactSum) {
    add(other.low)
    wraps += other.wraps
  }

  /// The sum, or nil where it has more than 38 digits.
  var value: Int128? { wraps == 0 ? ExactSum.checked(low) : nil }

  /// A sum, or nil where it has more than 38 digits.
  static func checked(_ sum: Int128) -> Int128? {
    sum >= -limit && sum <= limit ? sum : nil
  }

  /// A number as billionths, halves away from zero, as its shortest decimal spelling rounds.
  static func billionths(_ number: Double) -> Int128? {
    let scaled = number * 1e9
    if scaled.magnitude < 0x1p43 {
      let fraction = (scaled - scaled.rounded(.towardZero)).magnitude
      if (fraction - 0.5).magnitude > 0x1p-8 {
        return Int128(scaled.rounded(.toNearestOrAwayFromZero))
      }
    }
    let exact = CastKernel.cast(.number(number), to: .wideDecimal(scale: 9), EvaluationContext())
    guard case .decimal(let unscaled, _)? = exact else { return nil }
    return unscaled
  }
}
