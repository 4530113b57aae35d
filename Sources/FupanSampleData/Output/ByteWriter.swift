/// Text being written as bytes: what every export is put together in before it reaches its file.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int = 0) {
    bytes.reserveCapacity(capacity)
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  mutating func text(_ literal: StaticString) {
    literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  mutating func text(_ encoded: [UInt8]) {
    bytes.append(contentsOf: encoded)
  }

  mutating func string(_ string: String) {
    bytes.append(contentsOf: string.utf8)
  }

  mutating func byte(_ byte: UInt8) {
    bytes.append(byte)
  }

  mutating func comma() {
    bytes.append(UInt8(ascii: ","))
  }

  mutating func commas(_ count: Int) {
    for _ in 0..<count { comma() }
  }

  mutating func line() {
    bytes.append(UInt8(ascii: "\n"))
  }

  mutating func integer(_ value: Int) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    let magnitude = value.magnitude
    var scale: UInt = 1
    while magnitude / scale >= 10 { scale *= 10 }
    while scale > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(magnitude / scale % 10))
      scale /= 10
    }
  }

  /// The last `width` digits of a value that is not negative, with leading zeros.
  mutating func padded(_ value: Int, _ width: Int) {
    var scale = 1
    for _ in 1..<width { scale *= 10 }
    while scale > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(value / scale % 10))
      scale /= 10
    }
  }

  /// Cents as `1234.50`.
  mutating func money(_ cents: Int) {
    if cents < 0 { bytes.append(UInt8(ascii: "-")) }
    let magnitude = Int(cents.magnitude)
    integer(magnitude / 100)
    bytes.append(UInt8(ascii: "."))
    padded(magnitude % 100, 2)
  }

  /// A whole number that is not negative as `1,234,567`, without quotes.
  mutating func grouped(_ value: Int) {
    if value < 1000 {
      integer(value)
    } else {
      grouped(value / 1000)
      comma()
      padded(value % 1000, 3)
    }
  }

  /// A field of a CSV file, in quotes where it needs them (RFC 4180).
  mutating func field(_ encoded: [UInt8]) {
    let plain = encoded.allSatisfy {
      $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\n")
        && $0 != UInt8(ascii: "\r")
    }
    if plain {
      bytes.append(contentsOf: encoded)
    } else {
      quoted(encoded)
    }
  }

  /// A field of a CSV file that is always in quotes.
  mutating func quoted(_ encoded: [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in encoded {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
