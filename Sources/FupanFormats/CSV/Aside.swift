/// A part of a chunk that is no data: comments, a footer, records of a table that is not read.
struct Aside: Hashable, Sendable {
  var range: Range<Int>
  /// How many records or lines are in it, blank lines not counted.
  var records: Int
}
