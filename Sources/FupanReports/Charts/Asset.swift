import CAssets
import FupanDiagnostics

/// A file of the reports that the binary carries with it.
enum Asset: String {
  case echarts = "echarts/echarts.min.js"
  case charts = "reports/charts.js"
  case host = "reports/host.js"
  case page = "reports/page.js"
  case still = "reports/still.js"
  case style = "reports/report.css"
  case shell = "reports/report.mustache"

  /// The text of the file.
  var text: String {
    var length = 0
    guard let bytes = fupan_asset(rawValue, &length) else {
      preconditionFailure("\(rawValue) is not embedded: run Scripts/embed-assets.sh")
    }
    return String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self)
  }
}
