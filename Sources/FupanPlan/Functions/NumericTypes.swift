import FupanData

/// How numbers of different types meet.
enum NumericTypes {
  /// The type in which exact and floating numbers can be compared or added, or nil.
  static func common(_ types: [DataType?]) -> DataType? {
    let known = types.compactMap { $0 }
    guard known.allSatisfy(\.isNumeric) else { return nil }
    if known.contains(.number) { return .number }
    let scale = known.compactMap { $0.scale }.max() ?? 0
    let isWide = known.contains { if case .wideDecimal = $0 { true } else { false } }
    if isWide { return .wideDecimal(scale: scale) }
    if known.allSatisfy({ $0 == .integer }) { return .integer }
    return scale <= 18 ? .decimal(scale: scale) : .wideDecimal(scale: scale)
  }

  /// The type in which values of any one kind can be compared, or nil; a text literal next to a day
  /// or an instant is read as one.
  static func comparable(_ arguments: [Function.Argument]) -> DataType? {
    let known = arguments.compactMap { $0.type }
    guard let first = known.first else { return .text }
    if known.allSatisfy({ $0 == first }) { return first == .list ? nil : first }
    if let number = common(known) { return number }
    let others = arguments.filter { !($0.type == .text && $0.literal != nil) }.compactMap {
      $0.type
    }
    if let other = others.first, other == .date || other == .timestamp,
      others.allSatisfy({ $0 == other })
    {
      return other
    }
    return nil
  }
}
