import FupanDiagnostics

/// The texts that the cells of a workbook share, each as a field of ``SheetText``.
struct SharedStrings: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = [0]

  /// More text than this is no workbook that people have.
  static let maximumBytes = 128 << 20

  init() {}

  /// Reads the part that holds them.
  init(_ source: any ByteSource, of part: WorkbookPart) throws(Problems) {
    let events = SharedStringEvents(part)
    try XMLPartParser.parse(source, events, of: part)
    self = events.strings
  }

  var count: Int { ends.count - 1 }

  /// Appends a text to a field that is under way; false where there is none of this number.
  func append(_ index: Int, to output: inout [UInt8]) -> Bool {
    guard index >= 0, index < count else { return false }
    let range = ends[index]..<ends[index + 1]
    bytes.withUnsafeBufferPointer {
      output.append(contentsOf: UnsafeBufferPointer(rebasing: $0[range]))
    }
    return true
  }

  /// Whether there is nothing in a text.
  func isEmpty(_ index: Int) -> Bool {
    index >= 0 && index < count && ends[index] == ends[index + 1]
  }

  fileprivate var size: Int { bytes.count + ends.count * 8 }

  fileprivate mutating func add(_ text: [UInt8]) {
    text.withUnsafeBufferPointer { SheetText.append($0, to: &bytes) }
    ends.append(bytes.count)
  }
}

/// `<si>`, one text each, in one `<t>` or a run of them; how it is pronounced (`<rPh>`) is none of it.
private final class SharedStringEvents: XMLEvents {
  private(set) var strings = SharedStrings()
  private let part: WorkbookPart
  private var text: [UInt8] = []
  private var isInText = false
  private var phonetic = 0

  init(_ part: WorkbookPart) { self.part = part }

  override func start(_ element: XMLElement) {
    if element.isNamed("t") {
      isInText = phonetic == 0
    } else if element.isNamed("si") {
      text.removeAll(keepingCapacity: true)
    } else if element.isNamed("rPh") {
      phonetic += 1
    }
  }

  override func end(_ name: XMLElement.Text) {
    if XMLElement.equal(name, "t") {
      isInText = false
    } else if XMLElement.equal(name, "si") {
      strings.add(text)
      if strings.size > SharedStrings.maximumBytes { failure = tooLarge }
    } else if XMLElement.equal(name, "rPh") {
      phonetic -= 1
    }
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard isInText else { return }
    text.append(contentsOf: bytes)
    if text.count > SharedStrings.maximumBytes { failure = tooLarge }
  }

  private var tooLarge: Problems {
    part.problem(.workbookTextTooLarge, ["limit": .integer(SharedStrings.maximumBytes >> 20)])
  }
}
