/// The keys of rows as numbers: the bytes that ``NormalizedKeys`` would write, the first one highest
/// and zeros behind the last.
///
/// Most keys are an id, a day or a few of them, and fit into 32 bytes: a head of 16 and a tail. No
/// normalised key begins another one, so numbers are equal exactly if keys are, and compare as they
/// do. The few longer keys are kept as bytes.
struct KeyList: Sendable {
  /// The first 16 bytes of each key, or of a long one a mark and where it is.
  private(set) var heads: [UInt128] = []
  /// The 16 bytes after that; empty where every key is in its head.
  private var tails: [UInt128] = []
  /// The bytes of long keys, one after the other.
  private(set) var bytes: [UInt8] = []

  init() {}

  var count: Int { heads.count }

  /// How much memory they take, in bytes.
  var memory: Int { (heads.capacity + tails.capacity) * 16 + bytes.capacity }

  /// Keys for equality: every column ascending, missing values last.
  ///
  /// - Precondition: no column is a list, and all have `count` rows.
  init(_ columns: [Column], count: Int) {
    var writer = KeyListWriter(count: count)
    for column in columns { writer.append(column) }
    heads = writer.heads
    tails = writer.tails
    let rows = writer.longRows
    if rows.isEmpty { return }
    let long =
      rows.count == count
      ? NormalizedKeys(columns, count: count)
      : NormalizedKeys(columns.map { $0.gathered(rows) }, count: rows.count)
    bytes = long.bytes
    bytes.withUnsafeBytes { bytes in
      for (index, row) in rows.enumerated() {
        heads[Int(row)] = KeyView.head(bytes, long.range(index))
        if !tails.isEmpty { tails[Int(row)] = 0 }
      }
    }
  }

  @inline(__always)
  func withView<Result>(_ body: (KeyView) -> Result) -> Result {
    heads.withUnsafeBufferPointer { heads in
      tails.withUnsafeBufferPointer { tails in
        bytes.withUnsafeBytes { body(KeyView(heads: heads, tails: tails, bytes: $0)) }
      }
    }
  }

  mutating func reserve(_ more: Int) {
    // Arrays grow by doubling only as long as nobody asks for less.
    guard heads.count + more > heads.capacity else { return }
    let room = Swift.max(heads.count + more, heads.count * 2)
    heads.reserveCapacity(room)
    if !tails.isEmpty { tails.reserveCapacity(room) }
  }

  @inline(__always)
  mutating func append(_ source: KeyView, _ row: Int) {
    let head = source.heads[row]
    if KeyView.isLong(head) {
      appendLong(source, row)
      return
    }
    heads.append(head)
    if source.tails.isEmpty, tails.isEmpty { return }
    appendTail(source.tail(row))
  }

  private mutating func appendLong(_ source: KeyView, _ row: Int) {
    heads.append(KeyView.moved(source.heads[row], to: bytes.count))
    bytes.append(contentsOf: source.bytes[source.range(row)])
    if !tails.isEmpty { tails.append(0) }
  }

  private mutating func appendTail(_ tail: UInt128) {
    if tails.isEmpty {
      if tail == 0 { return }
      tails.reserveCapacity(heads.capacity)
      tails.append(contentsOf: repeatElement(0, count: heads.count - 1))
    }
    tails.append(tail)
  }

  /// Adds the keys at some positions of another list.
  mutating func append(_ other: KeyList, _ rows: Range<Int>) {
    if other.tails.isEmpty, other.bytes.isEmpty, tails.isEmpty {
      heads.append(contentsOf: other.heads[rows])
    } else {
      other.withView { view in
        for row in rows { append(view, row) }
      }
    }
  }

  mutating func append(contentsOf other: KeyList) {
    if !other.tails.isEmpty || !tails.isEmpty {
      if tails.isEmpty { tails = Array(repeating: 0, count: heads.count) }
      if other.tails.isEmpty {
        tails.append(contentsOf: repeatElement(0, count: other.count))
      } else {
        tails.append(contentsOf: other.tails)
      }
    }
    if other.bytes.isEmpty {
      heads.append(contentsOf: other.heads)
    } else {
      let start = bytes.count
      heads.append(
        contentsOf: other.heads.lazy.map { head in
          KeyView.isLong(head)
            ? KeyView.moved(head, to: start + KeyView.range(head).lowerBound) : head
        })
      bytes.append(contentsOf: other.bytes)
    }
  }

  /// The same keys, each at its place.
  ///
  /// - Precondition: `places` holds each position once.
  func placed(_ places: [Int32]) -> KeyList {
    func placed(_ words: [UInt128]) -> [UInt128] {
      [UInt128](unsafeUninitializedCapacity: words.count) { target, initialized in
        words.withUnsafeBufferPointer { words in
          places.withUnsafeBufferPointer { places in
            for index in 0..<words.count {
              target.initializeElement(at: Int(places[index]), to: words[index])
            }
          }
        }
        initialized = words.count
      }
    }
    var result = KeyList()
    result.heads = placed(heads)
    result.tails = placed(tails)
    result.bytes = bytes
    return result
  }

  /// Positions in the order of the keys' bytes, equal ones as they stand.
  func sorted() -> [Int32] {
    if count == 0 { return [] }
    return withView { KeyOrder($0).rows(0..<Int32(count)) }
  }
}
