import CExpat
import FupanDiagnostics

/// Parses a part of a workbook, piece by piece.
///
/// A part with a DOCTYPE is refused as soon as it is seen, before anything that it declares could be
/// used; so are elements nested deeper than any workbook has them, and names and attributes that do
/// not end.
final class XMLPartParser {
  private let parser: OpaquePointer?
  private let context: Context
  private let part: WorkbookPart

  /// What the callbacks know.
  fileprivate final class Context {
    let events: XMLEvents
    let part: WorkbookPart
    var parser: OpaquePointer?
    var depth = 0
    /// Bytes that were given since something was last told of them.
    var silentBytes = 0

    init(_ events: XMLEvents, _ part: WorkbookPart) {
      self.events = events
      self.part = part
    }

    func fail(_ problems: Problems) {
      if events.failure == nil { events.failure = problems }
      XML_StopParser(parser, 0)
    }

    func settle() {
      silentBytes = 0
      if events.failure != nil {
        XML_StopParser(parser, 0)
      } else if events.isPausing {
        XML_StopParser(parser, 1)
      }
    }
  }

  private static let deepest = 64
  private static let longestSilence = 2 << 20

  init(_ events: XMLEvents, of part: WorkbookPart) {
    self.part = part
    context = Context(events, part)
    parser = XML_ParserCreate(nil)
    context.parser = parser
    XML_SetUserData(parser, Unmanaged.passUnretained(context).toOpaque())
    XML_SetElementHandler(
      parser,
      { context, name, attributes in
        guard let context = known(context), let name else { return }
        context.depth += 1
        guard context.depth <= XMLPartParser.deepest else {
          context.fail(context.part.damaged("nested too deeply"))
          return
        }
        context.events.start(XMLElement(name, attributes))
        context.settle()
      },
      { context, name in
        guard let context = known(context), let name else { return }
        context.depth -= 1
        context.events.end(XMLElement.local(name))
        context.settle()
      })
    XML_SetCharacterDataHandler(parser) { context, text, count in
      guard let context = known(context), let text else { return }
      context.silentBytes = 0
      text.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
        context.events.text(UnsafeBufferPointer(start: $0, count: Int(count)))
      }
      if context.events.failure != nil { XML_StopParser(context.parser, 0) }
    }
    XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in
      guard let context = known(context) else { return }
      context.fail(context.part.problem(.workbookDoctype))
    }
  }

  deinit { XML_ParserFree(parser) }

  /// Parses the next piece.
  ///
  /// - Returns: whether all of it was parsed; if not, ``resume()`` goes on.
  func parse(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws(Problems) -> Bool {
    context.silentBytes += bytes.count
    guard context.silentBytes <= XMLPartParser.longestSilence else {
      throw part.damaged("a name or attribute that does not end")
    }
    let text = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
    return try checked(XML_Parse(parser, text, Int32(bytes.count), isLast ? 1 : 0))
  }

  /// Goes on after a pause.
  func resume() throws(Problems) -> Bool { try checked(XML_ResumeParser(parser)) }

  private func checked(_ status: XML_Status) throws(Problems) -> Bool {
    if let failure = context.events.failure { throw failure }
    if status == XML_STATUS_SUSPENDED { return false }
    guard status == XML_STATUS_OK else {
      let reason = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) }
      throw part.damaged(reason ?? "not XML")
    }
    return true
  }
}

extension XMLPartParser {
  /// Parses a whole part.
  static func parse(
    _ source: any ByteSource, _ events: XMLEvents, of part: WorkbookPart
  ) throws(Problems) {
    var source = source
    let parser = XMLPartParser(events, of: part)
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { block.deallocate() }
    while true {
      let count = try source.read(into: block)
      let piece = UnsafeRawBufferPointer(rebasing: block[..<count])
      _ = try parser.parse(piece, isLast: count < block.count)
      if count < block.count { return }
    }
  }
}

private func known(_ context: UnsafeMutableRawPointer?) -> XMLPartParser.Context? {
  context.map { Unmanaged<XMLPartParser.Context>.fromOpaque($0).takeUnretainedValue() }
}
