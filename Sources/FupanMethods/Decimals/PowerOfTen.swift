import FupanData

/// Powers of ten, exact.
enum PowerOfTen {
  /// 10^exponent for 0…38; larger exponents do not occur in decimal(38).
  static func integer(_ exponent: Int) -> Int128 {
    DecimalText.powersOfTen[min(max(exponent, 0), 38)]
  }

  /// 10^exponent as a double, exact up to 22.
  static func double(_ exponent: Int) -> Double { Double(integer(exponent)) }
}
