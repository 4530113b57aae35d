/// Words of a column that are not declared: how many, and by name those that another word takes the
/// place of, as far as they are few.
///
/// The first of them by their bytes are kept, so that chunks add up to the same whatever their borders.
package struct UnknownWords: Hashable, Sendable {
  /// How many values are such words.
  package private(set) var count = 0
  /// How often each word is there, by its UTF-8.
  private var named: [[UInt8]: Int] = [:]

  /// How many different words are named, and how many characters of each.
  private static let limit = 12
  private static let length = 40

  package init() {}

  /// Adds a value whose word stays in the data, where it can be seen.
  mutating func addKept() { count += 1 }

  /// Adds a value whose word another one takes the place of.
  mutating func addReplaced(_ word: UnsafeBufferPointer<UInt8>) {
    count += 1
    let text = String(decoding: word, as: UTF8.self)
    named[Array(text.prefix(UnknownWords.length).utf8), default: 0] += 1
    cut()
  }

  private mutating func cut() {
    while named.count > UnknownWords.limit,
      let last = named.keys.max(by: { $0.lexicographicallyPrecedes($1) })
    {
      named[last] = nil
    }
  }

  static func + (left: UnknownWords, right: UnknownWords) -> UnknownWords {
    var sum = left
    sum.count += right.count
    sum.named.merge(right.named) { $0 + $1 }
    sum.cut()
    return sum
  }

  /// The words and how often each is there, the most frequent first.
  package var ordered: [(word: String, count: Int)] {
    named.sorted {
      $0.value == $1.value ? $0.key.lexicographicallyPrecedes($1.key) : $0.value > $1.value
    }.map { (String(decoding: $0.key, as: UTF8.self), $0.value) }
  }
}
