import CUchardet
import FupanDiagnostics

/// What a text that nobody declared may be, by uchardet: said in messages, never acted upon.
enum EncodingHint {
  /// `it looks like BIG5 ('encoding: big5'); `, or nothing.
  static func phrase(_ prefix: [UInt8]) -> FactValue {
    var name = [CChar](repeating: 0, count: 64)
    let count = name.count
    prefix.withUnsafeBytes { bytes in
      fupan_uchardet_guess(
        bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, &name, count)
    }
    let label = String(
      decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard !label.isEmpty else { return .phrase(en: "", zh: "") }
    guard let known = TextEncoding(named: label) else {
      return .phrase(
        en: "it looks like \(label), which is not read: save it as UTF-8; ",
        zh: "看上去是 \(label)，无法直接读取，请另存为 UTF-8；")
    }
    return .phrase(
      en: "it looks like \(label): 'encoding: \(known.rawValue)'; ",
      zh: "看上去是 \(label)：encoding: \(known.rawValue)；")
  }
}
