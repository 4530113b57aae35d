import CSimdJSON
import FupanDiagnostics

/// simdjson's parser for one thread.
struct JSONParser: ~Copyable {
  let handle: OpaquePointer

  /// - Throws: `invalid_json` where there is no memory for one.
  init() throws(Problems) {
    guard let handle = fupan_json_parser_create() else {
      throw Problems(Diagnostic(.invalidJSON, ["reason": "no memory"]))
    }
    self.handle = handle
  }

  deinit { fupan_json_parser_free(handle) }

  /// What a status means for the user, or nil where it is fine.
  borrowing func diagnostic(_ status: fupan_json_status, at place: Place) -> Diagnostic? {
    switch status {
    case .ok: return nil
    case .not_an_object: return Diagnostic(.notAnObject, at: place)
    case .duplicate_key:
      var length = 0
      var offset = 0
      let key = fupan_json_duplicate_key(handle, &length, &offset)
      let bytes = UnsafeRawBufferPointer(start: key, count: length)
      return Diagnostic(
        .duplicateKey, at: place, ["key": .text(String(decoding: bytes, as: UTF8.self))])
    default:
      return Diagnostic(
        .invalidJSON, at: place,
        ["reason": .text(String(cString: fupan_json_error_text(handle)))])
    }
  }
}
