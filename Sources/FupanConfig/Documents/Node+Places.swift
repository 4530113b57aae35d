import FupanDiagnostics

extension Node {
  /// The place in the file of byte `offset` (UTF-8) of a scalar's text.
  ///
  /// Right also for quoted, folded and literal scalars, whose text is not what stands in the file.
  package func place(atUTF8Offset offset: Int) -> Place {
    guard let text = scalar else { return place }
    let index =
      text.utf8.index(text.utf8.startIndex, offsetBy: offset, limitedBy: text.utf8.endIndex)
      ?? text.utf8.endIndex
    if style != .argument, let source,
      var places = ScalarPlaces(of: style, at: place, in: source)
    {
      return places.place(after: text[..<index])
    }
    return place.advanced(by: text[..<index].count)
  }
}
