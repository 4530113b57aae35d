import FupanData

/// Days are written `2026-04-10` in `report.json`.
extension CivilDate: Codable {
  package init(from decoder: any Decoder) throws {
    let box = try decoder.singleValueContainer()
    let text = try box.decode(String.self)
    guard let day = CivilDate(Array(text.utf8)) else {
      throw DecodingError.dataCorruptedError(
        in: box, debugDescription: "'\(text)' is not a day such as 2026-04-10")
    }
    self = day
  }

  package func encode(to encoder: any Encoder) throws {
    var box = encoder.singleValueContainer()
    try box.encode(description)
  }
}
