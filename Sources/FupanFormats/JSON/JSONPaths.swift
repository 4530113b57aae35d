import CSimdJSON

/// Wanted keys of JSON objects, compiled once for all threads.
final class JSONPaths: Sendable {
  let compiled: fupan_json_paths
  let count: Int

  init(_ paths: [String]) {
    count = paths.count
    let texts = paths.map { Array($0.utf8CString) }
    let lengths = paths.map { $0.utf8.count }
    func compile(_ index: Int, _ pointers: inout [UnsafePointer<CChar>]) -> fupan_json_paths {
      guard index < texts.count else {
        return fupan_json_paths_create(pointers, lengths, lengths.count)
      }
      return texts[index].withUnsafeBufferPointer { text in
        if let base = text.baseAddress { pointers.append(base) }
        return compile(index + 1, &pointers)
      }
    }
    var pointers: [UnsafePointer<CChar>] = []
    compiled = compile(0, &pointers)
  }

  deinit { fupan_json_paths_free(compiled) }
}
