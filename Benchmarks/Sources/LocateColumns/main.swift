// Finds where every field of a CSV file begins and ends, on one core, the file in memory, and converts
// none. LocateColumns FILE
import CScanner
import Timing

#if canImport(Glibc)
  import Glibc
#endif

guard CommandLine.arguments.count == 2 else {
  print("usage: LocateColumns FILE")
  exit(64)
}
let file = open(CommandLine.arguments[1], O_RDONLY)
var status = stat()
guard file >= 0, fstat(file, &status) == 0 else {
  perror(CommandLine.arguments[1])
  exit(66)
}
let size = Int(status.st_size)
let text = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
var filled = 0
while filled < size {
  let count = pread(file, text + filled, size - filled, off_t(filled))
  guard count > 0 else { exit(74) }
  filled += count
}
let piece = 1 << 15
let room = (0..<3).map { _ in UnsafeMutablePointer<UInt32>.allocate(capacity: piece + 128) }
var found = fupan_scan_fields(
  separators: room[0], ends: room[1], quoted_feeds: room[2], separator_count: 0, end_count: 0,
  quoted_feed_count: 0)
let instructions = fupan_scan_best()
var position = 0
var fields = 0
Timing.report {
  while position < size {
    let scanned = fupan_scan_text(
      text: text + position, count: min(piece, size - position), delimiter: UInt8(ascii: ","),
      quote: UInt8(ascii: "\""), has_quotes: true)
    _ = fupan_scan_locate(instructions, scanned, &found)
    guard found.end_count > 0 else { break }
    let last = Int(found.ends[found.end_count - 1])
    fields += last + 1
    position += Int(found.separators[last]) + 1
  }
}
guard position == size, fields > 0 else {
  print("\(CommandLine.arguments[1]): not clean at byte \(position)")
  exit(65)
}
