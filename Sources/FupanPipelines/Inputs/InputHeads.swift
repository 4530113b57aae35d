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
  /// The names where the header is near the beginning.
  private let near = Remembered<Way, [String]?>()
  private let last = Mutex<Head?>(nil)

  /// The names of a file's columns; of one without a header an empty text.
  func names(of file: String, _ options: ReadOptions) throws(Problems) -> [String] {
    let way = Way(file: file, options: options)
    if let names = namesNear(way) { return names }
    return try names.value(of: way) {
      Result { () throws(Problems) in
        try withHead(way) { (head) throws(Problems) in
          try HeaderSniffer(options).layout(of: &head.input).layout.names
        }
      }
    }.get()
  }

  /// The first of several ways of reading a file that has its header near the beginning, else the
  /// first that has one further on; nil for none.
  func firstFitting(_ ways: [ReadOptions], of file: String) -> Int? {
    ways.firstIndex { namesNear(Way(file: file, options: $0)) != nil }
      ?? ways.firstIndex { (try? names(of: file, $0)) != nil }
  }

  private func namesNear(_ way: Way) -> [String]? {
    near.value(of: way) {
      // What is wrong with the file is told by a longer look.
      let layout = try? withHead(way) { (head) throws(Problems) in
        HeaderSniffer(way.options).layout(of: &head.input, within: 20)
      }
      return layout?.names
    }
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
