import CDuktape
import Testing

@Suite struct ScriptTests {
  /// A heap, freed when it is no longer used.
  private final class Script {
    private let handle: OpaquePointer

    init?() {
      guard let handle = fupan_script_create() else { return nil }
      self.handle = handle
    }

    deinit { fupan_script_free(handle) }

    func evaluate(_ source: String) -> (succeeded: Bool, text: String) {
      answer { text, length in
        fupan_script_evaluate(handle, source, source.utf8.count, &text, &length)
      }
    }

    func call(_ function: String, _ argument: String) -> (succeeded: Bool, text: String) {
      answer { text, length in
        fupan_script_call(handle, function, argument, argument.utf8.count, &text, &length)
      }
    }

    private func answer(
      _ run: (inout UnsafePointer<CChar>?, inout Int) -> Bool
    ) -> (succeeded: Bool, text: String) {
      var text: UnsafePointer<CChar>?
      var length = 0
      let succeeded = run(&text, &length)
      let bytes = UnsafeRawBufferPointer(start: text, count: length)
      return (succeeded, String(validating: bytes, as: UTF8.self) ?? "not UTF-8")
    }
  }

  @Test func aValueComesBackAsText() throws {
    let script = try #require(Script())
    #expect(script.evaluate("var a = 20; a + 22") == (true, "42"))
    #expect(script.evaluate("a") == (true, "20"))
    #expect(script.evaluate("") == (true, "undefined"))
  }

  @Test func anErrorComesBackAsText() throws {
    let script = try #require(Script())
    #expect(script.evaluate("throw new TypeError('坏')") == (false, "TypeError: 坏"))
    #expect(script.evaluate("1 +").succeeded == false)
    #expect(script.evaluate("'still ' + 'there'") == (true, "still there"))
  }

  @Test func charactersBeyondTheBasicPlaneStayWhole() throws {
    let script = try #require(Script())
    #expect(script.evaluate("'复盘🎉' + '\\ud83c\\udf89'") == (true, "复盘🎉🎉"))
    #expect(script.evaluate("'🎉'.length") == (true, "2"))
    #expect(script.evaluate("'x\\ud83cy'") == (true, "x\u{FFFD}y"))
  }

  @Test func aTextIsHandedOverAsAValue() throws {
    let script = try #require(Script())
    #expect(script.evaluate("function size(t) { return t.length + ':' + t; } 0").succeeded)
    #expect(script.call("size", "');throw 1;//🎉") == (true, "15:');throw 1;//🎉"))
    #expect(script.call("size", "") == (true, "0:"))
    #expect(script.call("missing", "x").succeeded == false)
    #expect(script.evaluate("size('a')") == (true, "1:a"))
  }
}
