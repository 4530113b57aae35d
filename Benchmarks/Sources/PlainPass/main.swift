// Reads a file from its first byte to its last into one buffer and looks at none of them: what any
// reader takes at least. PlainPass FILE
import Timing

#if canImport(Glibc)
  import Glibc
#endif

guard CommandLine.arguments.count == 2 else {
  print("usage: PlainPass FILE")
  exit(64)
}
let file = open(CommandLine.arguments[1], O_RDONLY)
guard file >= 0 else {
  perror(CommandLine.arguments[1])
  exit(66)
}
let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
var offset = 0
Timing.report {
  while true {
    let count = pread(file, buffer.baseAddress, buffer.count, off_t(offset))
    guard count > 0 else { break }
    offset += count
  }
}
var status = stat()
exit(fstat(file, &status) == 0 && offset == Int(status.st_size) ? 0 : 74)
