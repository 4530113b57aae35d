import FupanData

/// The texts of a vector's rows, at hand for a loop: bytes, no `String` and no counted reference.
struct TextCells {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let offsets: UnsafeBufferPointer<UInt32>
  private let codes: UnsafeBufferPointer<UInt8>
  private let isCoded: Bool
  private let step: Int

  /// `body` with the cells, which are there as long as it runs.
  @inline(__always)
  static func with<Result>(_ vector: Vector, _ body: (TextCells) -> Result) -> Result {
    let column = TextLoops.texts(vector)
    return column.bytes.withUnsafeBufferPointer { bytes in
      column.offsets.withUnsafeBufferPointer { offsets in
        column.codes.withUnsafeBufferPointer { codes in
          body(
            TextCells(
              bytes: bytes, offsets: offsets, codes: codes, isCoded: column.isCoded,
              step: vector.step))
        }
      }
    }
  }

  /// The bytes of a row; of no meaning where it is missing.
  @inline(__always)
  subscript(_ row: Int) -> TextLoops.Bytes {
    let place = row &* step
    let text = isCoded ? Int(codes[place]) : place
    return TextLoops.Bytes(rebasing: bytes[Int(offsets[text])..<Int(offsets[text &+ 1])])
  }
}
