import CSimdJSON
import FupanData

extension TextColumn {
  /// A column that was read from JSON, in memory of its own.
  init(_ texts: fupan_json_texts, rows: Int) {
    let bytes = UnsafeRawBufferPointer(start: texts.bytes, count: texts.byte_count)
    let offsets = UnsafeBufferPointer(start: texts.offsets, count: texts.text_count + 1)
    let validity = texts.validity.map { words in
      var validity = Validity(repeating: false, count: rows)
      validity.words = Array(UnsafeBufferPointer(start: words, count: validity.words.count))
      return validity
    }
    if let codes = texts.codes {
      self.init(
        TextColumn(bytes: Array(bytes), offsets: Array(offsets)),
        codes: Array(UnsafeBufferPointer(start: codes, count: rows)), validity: validity)
    } else {
      self.init(bytes: Array(bytes), offsets: Array(offsets), validity: validity)
    }
  }
}
