import CDuktape
import FupanDiagnostics

/// ECharts in a script engine of its own, drawing charts as SVG text without a page.
///
/// Loading takes a fifth of a second, a chart some hundredths; a chart has the same bytes whatever was
/// drawn before it.
struct ChartEngine: ~Copyable {
  private let script: OpaquePointer

  /// An engine that knows how to draw.
  static func loaded() throws(Problems) -> ChartEngine {
    guard let script = fupan_script_create() else {
      throw Problems(Diagnostic(.chartFailed, ["chart": "", "reason": "no memory"]))
    }
    let engine = ChartEngine(script: script)
    for asset in [Asset.host, .echarts, .charts, .still] {
      _ = try engine.answer(for: asset.rawValue) { text, length in
        let source = asset.text
        return fupan_script_evaluate(script, source, source.utf8.count, &text, &length)
      }
    }
    return engine
  }

  private init(script: OpaquePointer) { self.script = script }

  deinit { fupan_script_free(script) }

  /// The picture as an `<svg>` element, in light colours.
  func svg(of picture: StillPicture) throws(Problems) -> String {
    let request =
      "{\"width\":\(picture.width),\"prefix\":\"\(picture.prefix)\","
      + "\"palette\":\(ChartPalette.lightJSON),"
      + "\"drawing\":\(try picture.drawing.json(named: picture.name))}"
    return try answer(for: picture.name) { text, length in
      fupan_script_call(script, "fupanStill", request, request.utf8.count, &text, &length)
    }
  }

  private func answer(
    for name: String, _ ask: (inout UnsafePointer<CChar>?, inout Int) -> Bool
  ) throws(Problems) -> String {
    var text: UnsafePointer<CChar>?
    var length = 0
    let succeeded = ask(&text, &length)
    let answer = String(decoding: UnsafeRawBufferPointer(start: text, count: length), as: UTF8.self)
    guard succeeded else {
      throw Problems(
        Diagnostic(.chartFailed, ["chart": .text(name), "reason": .text(answer)]))
    }
    return answer
  }
}
