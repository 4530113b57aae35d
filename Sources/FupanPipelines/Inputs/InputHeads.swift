import FupanConfig
import FupanDiagnostics
import FupanFormats
import FupanPlan
import Synchronization

/// The beginnings of files, while somebody asks what their headers say: a file is opened once for
/// those who ask one after the other, and searched once for each way of reading it.
final class InputHeads: Sendable {
  private struct Way: Hashable {
    let file: String
    let options: ReadOptions
  }

  private struct Head: Sendable {
    let file: String
    let options: ReadOptions
    var input: PeekedInput

    /// Whether the same text is seen in another way of reading.
    func isOf(_ way: Way) -> Bool {
      file == way.file && options.sheet == way.options.sheet
        && options.isVertical == way.options.isVertical
    }
  }

  private let names = Remembered<Way, Result<[String], Problems>>()
  private let last = Mutex<Head?>(nil)

  /// The names of a file's columns; of one without a header an empty text.
  func names(of file: String, _ options: ReadOptions) throws(Problems) -> [String] {
    let way = Way(file: file, options: options)
    return try names.value(of: way) {
      Result { () throws(Problems) in
        try withHead(way) { (head) throws(Problems) in
          try HeaderSniffer(options).layout(of: &head.input).layout.names
        }
      }
    }.get()
  }

  /// Whether a file has the header that one of several ways of reading it wants.
  ///
  /// Most headers are near the beginning: no way is searched to its end before all are there.
  func isReadable(_ file: String, inAnyOf ways: [ReadOptions]) -> Bool {
    let isNear = ways.contains { options in
      let found = try? withHead(Way(file: file, options: options)) { head in
        HeaderSniffer(options).isHeaderNear(in: &head.input, within: 20)
      }
      return found ?? false
    }
    return isNear || ways.contains { (try? names(of: file, $0)) != nil }
  }

  private func withHead<Value>(
    _ way: Way, _ body: (inout Head) throws(Problems) -> Value
  ) throws(Problems) -> Value {
    let before = last.withLock { $0.take() }
    var head: Head
    if let before, before.isOf(way) {
      head = before
    } else {
      head = Head(
        file: way.file, options: way.options, input: try PeekedInput(way.file, way.options))
    }
    defer { last.withLock { $0 = head } }
    return try body(&head)
  }
}
