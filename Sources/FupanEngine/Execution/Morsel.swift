import FupanData
import FupanFormats

/// A piece of a stream that one worker handles.
struct Morsel: Sendable {
  var work: Work
  var branch: RowStream.Branch

  enum Work: Sendable {
    /// Rows of some batches.
    case rows([(batch: Int, range: Range<Int>)])
    /// Some stretches that are computed now.
    case stretches(Range<Int>)
    case chunk(RawChunk, any ChunkedReader)
  }
}
