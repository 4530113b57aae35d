/// What a decoder made of bytes: UTF-8 and where something else stood.
struct DecodedText {
  var bytes: [UInt8] = []
  /// Bytes that are not of the encoding, each replaced by U+FFFD.
  var faults: [Fault] = []

  /// A byte that is not of the encoding.
  struct Fault: Hashable {
    /// Its position in the source.
    var source: Int
    /// The position of the U+FFFD that took its place.
    var decoded: Int
  }
}
