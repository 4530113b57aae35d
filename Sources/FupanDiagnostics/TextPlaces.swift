/// Where the characters of a text stand in the file it was read from.
///
/// Most texts stand there as they are, so the start says all; quotes, escapes and folded lines make
/// the text of a document differ from what stands in its file.
package struct TextPlaces: Hashable, Sendable {
  /// Where the text starts.
  package let start: Place
  /// The place of each character and of the end, or empty where the text stands as it is.
  private let places: [Place]

  /// A text that stands at `start` as it is.
  package init(start: Place) {
    self.start = start
    places = []
  }

  /// A text whose characters stand at `places`, the last being the place after its end.
  package init(start: Place, places: [Place]) {
    self.start = start
    let isVerbatim = places.enumerated().allSatisfy { $1 == start.advanced(by: $0) }
    self.places = isVerbatim ? [] : places
  }

  /// The place of the character `offset` (from 0) of the text.
  package func place(at offset: Int) -> Place {
    guard let last = places.last else { return start.advanced(by: offset) }
    return places.indices.contains(offset) ? places[offset] : last
  }
}
