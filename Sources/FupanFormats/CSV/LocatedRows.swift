/// Where the wanted fields of some records are in their text: for each row one location a slot.
struct LocatedRows: ~Copyable {
  /// A field's place in 64 bits: start, length, whether quotes in it are doubled, whether it is in
  /// quotes. 0 stands for a field that is not there.
  typealias Location = UInt64

  static let isQuoted: Location = 1 << 63
  static let isEscaped: Location = 1 << 62

  let slots: Int
  private(set) var rows = 0
  /// How many of them have more or fewer fields than the header.
  var padded = 0
  /// The physical line of each row.
  var lines: [Int64] = []
  private(set) var locations: UnsafeMutablePointer<Location>
  private var capacity: Int

  init(slots: Int, expectedRows: Int) {
    self.slots = slots
    capacity = max(1, slots * max(16, expectedRows))
    locations = .allocate(capacity: capacity)
    lines.reserveCapacity(expectedRows)
  }

  deinit { locations.deallocate() }

  static func location(start: Int, length: Int, flags: Location) -> Location {
    Location(truncatingIfNeeded: start) | Location(truncatingIfNeeded: length) << 32 | flags
  }

  static func start(_ location: Location) -> Int {
    Int(truncatingIfNeeded: location & 0xFFFF_FFFF)
  }
  static func length(_ location: Location) -> Int {
    Int(truncatingIfNeeded: location &>> 32 & 0x3FFF_FFFF)
  }

  /// Room for a row, all its fields absent; it counts once it is kept.
  @inline(__always)
  mutating func nextRow() -> UnsafeMutablePointer<Location> {
    let used = rows &* slots
    if used &+ slots > capacity { grow() }
    let row = locations + used
    row.update(repeating: 0, count: slots)
    return row
  }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutablePointer<Location>.allocate(capacity: capacity * 2)
    larger.update(from: locations, count: rows * slots)
    locations.deallocate()
    locations = larger
    capacity *= 2
  }

  /// Keeps the row that ``nextRow()`` made room for.
  @inline(__always)
  mutating func keepRow(line: Int64) {
    rows &+= 1
    lines.append(line)
  }

  /// Keeps these rows alone, which are given in their order.
  mutating func keep(_ kept: [Int32]) {
    guard kept.count < rows else { return }
    for (row, from) in kept.enumerated() {
      (locations + row &* slots).update(from: locations + Int(from) &* slots, count: slots)
    }
    lines = kept.map { lines[Int($0)] }
    rows = kept.count
  }
}
