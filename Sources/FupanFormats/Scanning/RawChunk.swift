/// Whole records of one file as raw bytes.
package struct RawChunk: Sendable {
  /// 0 for the first chunk of the input, then 1, 2, …: the order in which results are merged.
  package var index: Int
  /// The position of the file in the reader's list.
  package var file: Int32
  /// The bytes as they stand in the file (after decompression).
  package var bytes: [UInt8]
  /// The offset of the first byte in the file (after decompression).
  package var offset: Int
  /// The physical line of the first byte, counted from 1.
  package var line: Int64
  /// Records of this chunk that the record cutter could not read, in order; their ranges are
  /// positions in `bytes`.
  package var faults: [RecordFault]
  /// Parts of this chunk that are no data, in order; their ranges are positions in `bytes`.
  var asides: [Aside] = []

  package init(
    index: Int, file: Int32, bytes: [UInt8], offset: Int, line: Int64, faults: [RecordFault] = []
  ) {
    self.index = index
    self.file = file
    self.bytes = bytes
    self.offset = offset
    self.line = line
    self.faults = faults
  }
}
