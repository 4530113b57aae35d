import FupanDiagnostics

extension Node {
  /// Where the characters of a scalar's text stand in the file.
  ///
  /// Right also for quoted, folded and literal scalars, whose text is not what stands in the file.
  package var textPlaces: TextPlaces {
    guard let text = scalar, style != .argument, !standsAsWritten(text), let source,
      var scalarPlaces = ScalarPlaces(of: style, at: place, in: source)
    else { return TextPlaces(start: place) }
    let places = scalarPlaces.places(of: text)
    return TextPlaces(start: places.first ?? place, places: places)
  }

  /// Whether a plain scalar's text follows its place on the same line, character by character: most
  /// do, and reading the two beside each other takes long.
  private func standsAsWritten(_ text: String) -> Bool {
    guard style == .plain, let line = source?.line(place.line) else { return false }
    let before = line.utf8.prefix(place.column - 1)
    return before.allSatisfy { $0 < 0x80 } && text.utf8.allSatisfy { $0 < 0x80 }
      && line.utf8.dropFirst(place.column - 1).starts(with: text.utf8)
  }

  /// The place in the file of byte `offset` (UTF-8) of a scalar's text.
  package func place(atUTF8Offset offset: Int) -> Place {
    guard let text = scalar else { return place }
    let index =
      text.utf8.index(text.utf8.startIndex, offsetBy: offset, limitedBy: text.utf8.endIndex)
      ?? text.utf8.endIndex
    return textPlaces.place(at: text[..<index].count)
  }
}
