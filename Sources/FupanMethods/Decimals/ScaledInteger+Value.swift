import FupanData

extension ScaledInteger {
  /// The exact number that a cell holds; nil for anything but an integer or a decimal.
  package init?(_ value: Value) {
    switch value {
    case .integer(let number): self.init(Int128(number))
    case .decimal(let unscaled, let scale) where (0...38).contains(scale):
      self.init(unscaled, scale: scale)
    default: return nil
    }
  }

  /// The number as a cell: an integer without places, else a decimal.
  package var value: Value {
    if scale == 0, let number = Int64(exactly: units) { return .integer(number) }
    return .decimal(units, scale: scale)
  }
}
