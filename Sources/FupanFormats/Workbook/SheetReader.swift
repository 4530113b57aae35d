import FupanDiagnostics
import Synchronization

/// The text of a sheet, made while it is read: no more of it is in memory than a few mebibytes and the
/// texts that its cells share.
final class SheetReader: Sendable {
  private struct State {
    var source: any ByteSource
    let parser: XMLPartParser
    let events: SheetEvents
    let block = [UInt8](repeating: 0, count: 64 << 10)
    /// What of the events' output is taken.
    var taken = 0
    var isPaused = false
    var isFed = false
    var produced = 0
  }

  private let state: Mutex<State>
  private let part: WorkbookPart
  private let fileSize: Int

  /// Text may be so many times larger than the workbook, beyond the first mebibytes.
  private static let ratio = 2000
  private static let freeBytes = 64 << 20

  /// - Parameter fileSize: how large the workbook is.
  init(
    _ source: any ByteSource, of part: WorkbookPart, sheet: String,
    _ context: SheetEvents.CellContext, fileSize: Int
  ) {
    let events = SheetEvents(part, sheet: sheet, context)
    self.part = part
    self.fileSize = max(1, fileSize)
    state = Mutex(
      State(source: source, parser: XMLPartParser(events, of: part), events: events))
  }

  /// What is known of the sheet so far.
  var notes: SheetNotes { state.withLock { $0.events.notes } }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(Problems) -> Int {
    // The lock lets no pointer in, so the address goes in as a number; it is valid for this call.
    let address = UInt(bitPattern: buffer.baseAddress)
    let capacity = buffer.count
    let part = self.part
    let limit = max(SheetReader.freeBytes, SheetReader.ratio * fileSize)
    return try state.withLock { (state) throws(Problems) -> Int in
      let target = UnsafeMutableRawBufferPointer(
        start: UnsafeMutableRawPointer(bitPattern: address), count: capacity)
      var filled = 0
      while filled < capacity {
        let available = state.events.output.count - state.taken
        if available == 0 {
          state.events.output.removeAll(keepingCapacity: true)
          state.taken = 0
          guard try SheetReader.advance(&state) else { break }
          continue
        }
        let count = min(available, capacity - filled)
        state.events.output.withUnsafeBytes { bytes in
          UnsafeMutableRawBufferPointer(rebasing: target[filled..<filled + count])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[state.taken...].prefix(count)))
        }
        filled += count
        state.taken += count
      }
      state.produced += filled
      guard state.produced <= limit else {
        throw part.problem(.workbookTextTooLarge, ["limit": .integer(limit >> 20)])
      }
      return filled
    }
  }

  /// Parses some more; false at the end.
  private static func advance(_ state: inout State) throws(Problems) -> Bool {
    if state.isPaused {
      state.isPaused = !(try state.parser.resume())
      return true
    }
    if state.isFed { return false }
    var block = state.block
    var failure: Problems?
    let count = block.withUnsafeMutableBytes { bytes in
      do throws(Problems) { return try state.source.read(into: bytes) } catch {
        failure = error
        return 0
      }
    }
    if let failure { throw failure }
    state.isFed = count < block.count
    let isLast = state.isFed
    let parser = state.parser
    var isDone = true
    block.withUnsafeBytes { bytes in
      do throws(Problems) {
        isDone = try parser.parse(UnsafeRawBufferPointer(rebasing: bytes[..<count]), isLast: isLast)
      } catch { failure = error }
    }
    if let failure { throw failure }
    state.isPaused = !isDone
    return true
  }
}

/// A sheet as a source of bytes.
struct SheetSource: ByteSource {
  let reader: SheetReader

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(Problems) -> Int {
    try reader.read(into: buffer)
  }
}
