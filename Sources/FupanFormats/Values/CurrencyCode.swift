/// The three letters of a currency, in one number: `CNY`.
struct CurrencyCode: Hashable {
  private let packed: UInt32

  /// Nil where there are not three bytes.
  init?(_ letters: some Collection<UInt8>) {
    guard letters.count == 3 else { return nil }
    packed = letters.reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// - Parameter letters: three of them.
  init(_ letters: StaticString) {
    let bytes = UnsafeBufferPointer(start: letters.utf8Start, count: letters.utf8CodeUnitCount)
    packed = bytes.reduce(0) { $0 << 8 | UInt32($1) }
  }

  static let yuan = CurrencyCode("CNY")
  static let yen = CurrencyCode("JPY")
}
