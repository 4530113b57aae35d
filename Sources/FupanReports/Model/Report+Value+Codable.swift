import FupanData

extension Report.Value: Codable {
  private enum Key: String, CodingKey {
    case text, integer, money, ratio, numerator, denominator, points, multiple, number, places, date
    case status, missing, suppressed
  }

  package init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: Key.self)
    if let text = try box.decodeIfPresent(String.self, forKey: .text) {
      self = .text(text)
    } else if let number = try box.decodeIfPresent(Int.self, forKey: .integer) {
      self = .integer(number)
    } else if let amount = try box.decodeIfPresent(Report.ExactNumber.self, forKey: .money) {
      self = .money(amount)
    } else if let value = try box.decodeIfPresent(Double.self, forKey: .ratio) {
      self = .ratio(
        Report.Ratio(
          value: value,
          numerator: try box.decodeIfPresent(Report.ExactNumber.self, forKey: .numerator),
          denominator: try box.decodeIfPresent(Report.ExactNumber.self, forKey: .denominator)))
    } else if let number = try box.decodeIfPresent(Double.self, forKey: .points) {
      self = .points(number)
    } else if let number = try box.decodeIfPresent(Double.self, forKey: .multiple) {
      self = .multiple(number)
    } else if let number = try box.decodeIfPresent(Double.self, forKey: .number) {
      let places = try box.decode(Int.self, forKey: .places)
      guard (0...9).contains(places) else {
        throw DecodingError.dataCorruptedError(
          forKey: .places, in: box, debugDescription: "decimal places are 0 to 9")
      }
      self = .number(number, places: places)
    } else if let day = try box.decodeIfPresent(CivilDate.self, forKey: .date) {
      self = .date(day)
    } else if let status = try box.decodeIfPresent(Report.Status.self, forKey: .status) {
      self = .status(status)
    } else if let reason = try box.decodeIfPresent(Report.Missing.self, forKey: .missing) {
      self = .missing(reason)
    } else if try box.decodeIfPresent(Bool.self, forKey: .suppressed) == true {
      self = .suppressed
    } else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "a value of no known type"))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: Key.self)
    switch self {
    case .text(let text): try box.encode(text, forKey: .text)
    case .integer(let number): try box.encode(number, forKey: .integer)
    case .money(let amount): try box.encode(amount, forKey: .money)
    case .ratio(let ratio):
      guard ratio.value.isFinite else { return try encodeUndefined(into: &box) }
      try box.encode(ratio.value, forKey: .ratio)
      try box.encodeIfPresent(ratio.numerator, forKey: .numerator)
      try box.encodeIfPresent(ratio.denominator, forKey: .denominator)
    case .points(let number):
      guard number.isFinite else { return try encodeUndefined(into: &box) }
      try box.encode(number, forKey: .points)
    case .multiple(let number):
      guard number.isFinite else { return try encodeUndefined(into: &box) }
      try box.encode(number, forKey: .multiple)
    case .number(let number, let places):
      guard number.isFinite else { return try encodeUndefined(into: &box) }
      try box.encode(number, forKey: .number)
      try box.encode(places, forKey: .places)
    case .date(let day): try box.encode(day, forKey: .date)
    case .status(let status): try box.encode(status, forKey: .status)
    case .missing(let reason): try box.encode(reason, forKey: .missing)
    case .suppressed: try box.encode(true, forKey: .suppressed)
    }
  }

  /// JSON has no word for what is not a number.
  private func encodeUndefined(into box: inout KeyedEncodingContainer<Key>) throws {
    try box.encode(Report.Missing.undefined, forKey: .missing)
  }
}
