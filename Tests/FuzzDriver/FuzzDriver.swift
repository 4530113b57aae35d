import FupanFuzzing
import Glibc

/// What the fuzzer calls for every input that it makes up; the reader is named in the environment.
private let target: FuzzTarget = {
  let name = getenv("FUPAN_FUZZ_TARGET").map { String(cString: $0) } ?? ""
  guard let target = FuzzTarget(rawValue: name) else {
    fatalError("FUPAN_FUZZ_TARGET is one of \(FuzzTarget.allCases.map { $0.rawValue })")
  }
  return target
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  do {
    try target.read(Array(UnsafeBufferPointer(start: start, count: count)))
  } catch { fatalError("\(error)") }
  return 0
}
