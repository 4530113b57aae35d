import CRE2
import Glibc

/// A compiled regular expression of RE2, linear in time whatever the text.
struct RegularExpression: ~Copyable {
  private let handle: fupan_regex

  /// The expression, or nil where the pattern is none.
  init?(_ pattern: [UInt8]) {
    handle = pattern.withUnsafeBytes {
      fupan_regex_compile($0.bindMemory(to: CChar.self).baseAddress, $0.count, false, nil, 0)
    }
    if handle.engine == nil { return nil }
  }

  deinit { fupan_regex_free(handle) }

  /// What is wrong with a pattern, in RE2's words, or nil.
  static func problem(in pattern: String) -> String? {
    var message = [CChar](repeating: 0, count: 200)
    let bytes = pattern.utf8.map { CChar(bitPattern: $0) }
    let handle = fupan_regex_compile(bytes, bytes.count, false, &message, message.count)
    guard handle.engine == nil else {
      fupan_regex_free(handle)
      return nil
    }
    return String(
      decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  var groupCount: Int { Int(fupan_regex_group_count(handle)) }

  /// Whether a part of the text fits.
  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.withMemoryRebound(to: CChar.self) {
      fupan_regex_partial_match(handle, $0.baseAddress, $0.count)
    }
  }

  /// What is wrong with a replacement for this pattern, in RE2's words, or nil.
  func problem(inReplacement text: String) -> String? {
    var message = [CChar](repeating: 0, count: 200)
    let bytes = text.utf8.map { CChar(bitPattern: $0) }
    if fupan_regex_check_rewrite(handle, bytes, bytes.count, &message, message.count) { return nil }
    return String(
      decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Appends the text with every match replaced; the text itself where none is.
  func appendReplacing(
    _ text: UnsafeBufferPointer<UInt8>, by replacement: [UInt8], to bytes: inout [UInt8]
  ) {
    guard matches(text) else {
      bytes.append(contentsOf: text)
      return
    }
    var replaced: UnsafeMutablePointer<CChar>?
    var length = 0
    let count = text.withMemoryRebound(to: CChar.self) { text in
      replacement.withUnsafeBytes { by in
        fupan_regex_replace(
          handle, true, text.baseAddress, text.count,
          by.bindMemory(to: CChar.self).baseAddress, by.count, &replaced, &length)
      }
    }
    precondition(count >= 0, "no memory for a replaced text")
    guard let replaced else { return }
    defer { free(replaced) }
    bytes.append(contentsOf: UnsafeRawBufferPointer(start: replaced, count: length))
  }

  /// Where a group of the first match lies, or nil; group 0 is the whole match.
  func extract(_ group: Int, from text: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    var offset = 0
    var length = 0
    let found = text.withMemoryRebound(to: CChar.self) {
      fupan_regex_extract(handle, $0.baseAddress, $0.count, Int32(group), &offset, &length)
    }
    return found ? offset..<offset + length : nil
  }
}
