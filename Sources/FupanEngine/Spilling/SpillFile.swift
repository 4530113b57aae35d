import CGlibc
import FupanDiagnostics
import Glibc
import Synchronization

/// The one file of a run for rows that memory has no room for.
///
/// It has no name: whatever ends the run, nothing of it is left. What nobody needs any more is given
/// back to the disk at once.
final class SpillFile: Sendable {
  /// A folder of the volume that it is on.
  let folder: String
  /// The most bytes that it may hold.
  private let maximum: Int
  private let state = Mutex(State())

  private struct State: ~Copyable {
    var descriptor: Int32 = -1
    /// Where the next rows are written.
    var end = 0
    /// How many bytes somebody still needs.
    var held = 0

    deinit { if descriptor >= 0 { close(descriptor) } }
  }

  init(in folder: String, maximum: Int = .max) {
    self.folder = folder
    self.maximum = maximum
  }

  /// How many bytes were written in all.
  var written: Int { state.withLock { $0.end } }

  /// Where the bytes are from now on.
  ///
  /// - Throws: `spill_full` and `spill_failed`.
  func write(_ bytes: [UInt8]) throws(Problems) -> Range<Int> {
    try state.withLock { state throws(Problems) in
      if state.descriptor < 0 { state.descriptor = try opened() }
      try requireRoom(for: bytes.count, state.descriptor, held: state.held)
      let start = state.end
      var done = 0
      while done < bytes.count {
        let count = bytes.withUnsafeBytes { bytes in
          pwrite(
            state.descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done,
            start + done)
        }
        if count > 0 {
          done += count
        } else if count == 0 || errno != EINTR {
          throw failure(count == 0 ? ENOSPC : errno)
        }
      }
      state.end += bytes.count
      state.held += bytes.count
      return start..<state.end
    }
  }

  /// Gives the bytes at a place to `body`.
  func read<Result>(
    _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Result
  ) throws(Problems) -> Result {
    let descriptor = state.withLock { $0.descriptor }
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { target, initialized in
      while initialized < range.count {
        let count = pread(
          descriptor, target.baseAddress.map { $0 + initialized }, range.count - initialized,
          range.lowerBound + initialized)
        if count > 0 {
          initialized += count
        } else if count == 0 || errno != EINTR {
          code = count == 0 ? EIO : errno
          return
        }
      }
    }
    guard code == 0 else { throw failure(code) }
    return bytes.withUnsafeBytes(body)
  }

  /// Gives back what nobody needs any more.
  func release(_ range: Range<Int>) {
    state.withLock { state in
      state.held -= range.count
      // Where a file system cannot do that, the disk has its room back at the end.
      _ = fupan_punch_hole(state.descriptor, Int64(range.lowerBound), Int64(range.count))
    }
  }

  private func opened() throws(Problems) -> Int32 {
    for attempt in 0..<100 {
      let name = "\(folder)/\(EngineOptions.spillPrefix)\(getpid())-\(attempt)"
      let descriptor = open(name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
      if descriptor >= 0 {
        unlink(name)
        return descriptor
      }
      guard errno == EEXIST || errno == EINTR else { break }
    }
    throw failure(errno)
  }

  /// - Throws: `spill_full` where the disk would have less left than others need.
  private func requireRoom(
    for bytes: Int, _ descriptor: Int32, held: Int
  ) throws(Problems) {
    guard held + bytes <= maximum else { throw full(free: maximum - held) }
    var volume = statvfs()
    guard fstatvfs(descriptor, &volume) == 0 else { return }
    let size = Int(clamping: volume.f_frsize)
    let free = Int(clamping: volume.f_bavail) * size
    let reserve = min(1 << 30, Int(clamping: volume.f_blocks) * size / 20)
    guard bytes <= free - reserve else { throw full(free: max(0, free - reserve)) }
  }

  private func full(free: Int) -> Problems {
    Problems(
      Diagnostic(
        .spillFull,
        ["folder": .text(folder), "free": .text(ByteSize(bytes: free).description)]))
  }

  private func failure(_ code: Int32) -> Problems {
    if code == ENOSPC || code == EDQUOT || code == EFBIG { return full(free: 0) }
    return Problems(
      Diagnostic(
        .spillFailed,
        ["folder": .text(folder), "reason": .text(String(cString: strerror(code)))]))
  }
}
