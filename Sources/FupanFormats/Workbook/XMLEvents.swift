import FupanDiagnostics

/// What an XML part tells while it is parsed. The parser stops once there is a failure.
class XMLEvents {
  var failure: Problems?
  /// Whether enough was made of what was parsed, so that the parser waits until it is taken.
  var isPausing: Bool { false }

  /// An element begins.
  func start(_ element: XMLElement) {}
  /// An element ends; the name is without its prefix.
  func end(_ name: XMLElement.Text) {}
  /// A piece of text, in UTF-8.
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}
