/// Reads what a ``ByteEncoder`` wrote, part by part.
struct ByteDecoder {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  mutating func number() -> Int {
    let number = bytes.loadUnaligned(fromByteOffset: position, as: Int.self)
    position += MemoryLayout<Int>.size
    return number
  }

  mutating func values<Element: BitwiseCopyable>() -> [Element] {
    let count = number()
    let size = count * MemoryLayout<Element>.stride
    let source = UnsafeRawBufferPointer(rebasing: bytes[position..<(position + size)])
    position += size
    return [Element](unsafeUninitializedCapacity: count) { target, initialized in
      UnsafeMutableRawBufferPointer(target).copyMemory(from: source)
      initialized = count
    }
  }

  mutating func validity() -> Validity? {
    let count = number()
    guard count >= 0 else { return nil }
    var validity = Validity()
    validity.words = values()
    validity.count = count
    return validity
  }

  mutating func text() -> TextColumn {
    let isCoded = number() == 1
    let texts = TextColumn(bytes: values(), offsets: values())
    if isCoded { return TextColumn(texts, codes: values(), validity: validity()) }
    var column = texts
    column.validity = validity()
    return column
  }

  private mutating func fixed<Element>() -> FixedColumn<Element> {
    FixedColumn(values(), validity: validity())
  }

  mutating func column(_ type: DataType) -> Column {
    switch type {
    case .bool: return .bool(fixed())
    case .integer: return .integer(fixed())
    case .decimal(let scale): return .decimal(fixed(), scale: scale)
    case .wideDecimal(let scale): return .wideDecimal(fixed(), scale: scale)
    case .number: return .number(fixed())
    case .date: return .date(fixed())
    case .timestamp: return .timestamp(fixed())
    case .text: return .text(text())
    case .list:
      var column = ListColumn()
      column.items = text()
      column.offsets = values()
      column.validity = validity()
      return .list(column)
    }
  }
}
