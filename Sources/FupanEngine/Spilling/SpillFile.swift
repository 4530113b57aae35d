import CGlibc
import FupanDiagnostics
import Glibc
import Synchronization

/// The one file of a run for rows that memory has no room for.
///
/// It has no name: whatever ends the run, nothing of it is left. What nobody needs any more is given
/// back to the disk in large pieces, since each call takes the file system as long as reading a piece.
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
    /// How many bytes the disk has: those that somebody still needs, and those of ``free``.
    var occupied = 0
    /// What nobody needs and the disk still has, in order; no two touch.
    var free: [Range<Int>] = []

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
      if room(in: state) < bytes.count { SpillFile.giveBack(atLeast: 0, &state) }
      let room = room(in: state)
      guard bytes.count <= room else { throw full(free: max(0, room)) }
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
      state.occupied += bytes.count
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

  /// Says that nobody needs the bytes at a place any more.
  func release(_ range: Range<Int>) {
    state.withLock { state in
      var freed = range
      // The first piece that does not end before the range.
      var (low, high) = (0, state.free.count)
      while low < high {
        let middle = (low + high) / 2
        if state.free[middle].upperBound < range.lowerBound {
          low = middle + 1
        } else {
          high = middle
        }
      }
      var next = low
      while next < state.free.count, state.free[next].lowerBound <= range.upperBound {
        freed =
          min(
            freed.lowerBound, state.free[next].lowerBound)..<max(
            freed.upperBound, state.free[next].upperBound)
        next += 1
      }
      state.free.replaceSubrange(low..<next, with: CollectionOfOne(freed))
      if freed.count >= SpillFile.worthGivingBack {
        SpillFile.giveBack(atLeast: SpillFile.worthGivingBack, &state)
      }
    }
  }

  private static let worthGivingBack = 64 << 20

  /// Gives free pieces of some size back to the disk.
  private static func giveBack(atLeast size: Int, _ state: inout State) {
    state.free.removeAll { piece in
      guard piece.count >= size else { return false }
      // Where a file system cannot do that, the disk has its room back at the end.
      _ = fupan_punch_hole(state.descriptor, Int64(piece.lowerBound), Int64(piece.count))
      state.occupied -= piece.count
      return true
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

  /// How many more bytes the file may hold: others need a part of the disk, too.
  private func room(in state: borrowing State) -> Int {
    let allowed = maximum - state.occupied
    var volume = statvfs()
    guard fstatvfs(state.descriptor, &volume) == 0 else { return allowed }
    let size = Int(clamping: volume.f_frsize)
    let reserve = min(1 << 30, Int(clamping: volume.f_blocks) * size / 20)
    return min(allowed, Int(clamping: volume.f_bavail) * size - reserve)
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
