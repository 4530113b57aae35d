/// The beginning of an element while the parser is at it: its name and attributes, without their
/// namespaces' prefixes.
struct XMLElement {
  typealias Text = UnsafePointer<CChar>

  /// The name without a prefix; valid for the call only.
  let name: Text
  private let attributes: UnsafeMutablePointer<Text?>?

  init(_ name: Text, _ attributes: UnsafeMutablePointer<Text?>?) {
    self.name = XMLElement.local(name)
    self.attributes = attributes
  }

  func isNamed(_ wanted: StaticString) -> Bool { XMLElement.equal(name, wanted) }

  /// An attribute's value; valid for the call only.
  ///
  /// - Parameter prefixed: whether it has to have a prefix, as `r:id` beside `id`.
  func attribute(_ wanted: StaticString, prefixed: Bool = false) -> Text? {
    guard var next = attributes else { return nil }
    while let name = next[0] {
      let local = XMLElement.local(name)
      if XMLElement.equal(local, wanted), (local != name) == prefixed { return next[1] }
      next += 2
    }
    return nil
  }

  /// An attribute's value as text.
  func text(_ wanted: StaticString, prefixed: Bool = false) -> String? {
    attribute(wanted, prefixed: prefixed).map { String(cString: $0) }
  }

  /// An attribute that is a whole number.
  func integer(_ wanted: StaticString) -> Int? { text(wanted).flatMap { Int($0) } }

  /// Whether a truth value is set: `1` or `true`.
  func isTrue(_ wanted: StaticString) -> Bool {
    text(wanted).map { $0 == "1" || $0 == "true" } ?? false
  }

  /// A name without its prefix.
  @inline(__always)
  static func local(_ name: Text) -> Text {
    var start = name
    var next = name
    while next.pointee != 0 {
      if next.pointee == 0x3A { start = next + 1 }
      next += 1
    }
    return start
  }

  @inline(__always)
  static func equal(_ name: Text, _ wanted: StaticString) -> Bool {
    let count = wanted.utf8CodeUnitCount
    return wanted.withUTF8Buffer { bytes in
      for index in 0..<count where UInt8(bitPattern: name[index]) != bytes[index] { return false }
      return name[count] == 0
    }
  }
}

extension XMLElement {
  /// How many bytes a text has.
  static func length(_ text: Text) -> Int {
    var count = 0
    while text[count] != 0 { count += 1 }
    return count
  }

  /// A short whole number, or nil.
  static func integer(_ text: Text) -> Int? {
    var number = 0
    var index = 0
    while text[index] != 0 {
      let digit = UInt8(bitPattern: text[index]) &- 0x30
      guard digit < 10, index < 9 else { return nil }
      number = number * 10 + Int(digit)
      index += 1
    }
    return index > 0 ? number : nil
  }
}
