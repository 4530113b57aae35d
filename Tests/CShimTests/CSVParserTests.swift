import CLibCSV
import Testing

/// Collects what libcsv calls back with.
private struct Collected {
  var rows: [[String?]] = [[]]
}

@Suite struct CSVParserTests {
  /// The rows of a text, and how many bytes were taken of it.
  private func rows(of text: String) -> (rows: [[String?]], consumed: Int, finished: Bool) {
    var parser = csv_parser()
    guard fupan_csv_init(&parser, UInt8(ascii: ",")) == 0 else { return ([], 0, false) }
    defer { csv_free(&parser) }
    var collected = Collected()
    let field: @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeMutableRawPointer?) -> Void = {
      bytes, length, data in
      guard let rows = data?.assumingMemoryBound(to: Collected.self) else { return }
      let text = bytes.map {
        String(decoding: UnsafeRawBufferPointer(start: $0, count: length), as: UTF8.self)
      }
      rows.pointee.rows[rows.pointee.rows.count - 1].append(text)
    }
    let end: @convention(c) (Int32, UnsafeMutableRawPointer?) -> Void = { _, data in
      data?.assumingMemoryBound(to: Collected.self).pointee.rows.append([])
    }
    let bytes = Array(text.utf8)
    let (consumed, finished) = withUnsafeMutablePointer(to: &collected) { collected in
      (
        csv_parse(&parser, bytes, bytes.count, field, end, collected),
        csv_fini(&parser, field, end, collected) == 0
      )
    }
    return (collected.rows.filter { !$0.isEmpty }, consumed, finished)
  }

  @Test func spacesStayAndEmptyIsNotEmptyText() {
    let read = rows(of: " a ,\"\",\n\"b \"\"c\"\"\",d,e\n")
    #expect(read.rows == [[" a ", "", nil], ["b \"c\"", "d", "e"]])
    #expect(read.finished)
  }

  @Test func aStrayQuoteStopsInsteadOfSwallowing() {
    let text = "a,b\n\"x\"y,1\nc,d\n"
    #expect(rows(of: text).consumed < text.utf8.count)
  }

  @Test func anUnclosedQuoteAtTheEndIsAnError() {
    #expect(!rows(of: "a,\"b\n").finished)
  }
}
