import Foundation
import FupanDiagnostics

extension Report {
  /// The report as `report.json`: keys in order, the same bytes for the same report.
  package func json() throws(Problems) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    do {
      return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
    } catch {
      throw Problems(
        Diagnostic(.reportInconsistent, ["reason": .text(String(describing: error))]))
    }
  }

  /// The report that `report.json` holds; `place` is the file, for messages.
  ///
  /// Throws `report_unreadable`, `report_version` or `report_inconsistent`.
  package init(json bytes: [UInt8], at place: Place? = nil) throws(Problems) {
    struct Head: Decodable { var version: Int }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let data = Data(bytes)
    do {
      let version = try decoder.decode(Head.self, from: data).version
      guard version == Report.currentVersion else {
        throw Problems(
          Diagnostic(
            .reportVersion, at: place,
            ["version": .integer(version), "known": .integer(Report.currentVersion)]))
      }
      self = try decoder.decode(Report.self, from: data)
    } catch let problems as Problems {
      throw problems
    } catch {
      throw Problems(
        Diagnostic(.reportUnreadable, at: place, ["reason": .text(Report.reason(of: error))]))
    }
    try check()
  }

  /// What a decoding error says, with the path that leads to it.
  private static func reason(of error: any Error) -> String {
    guard let error = error as? DecodingError else { return "\(error)" }
    let (context, detail): (DecodingError.Context, String?) =
      switch error {
      case .keyNotFound(let key, let context): (context, "'\(key.stringValue)' is missing")
      case .valueNotFound(_, let context), .typeMismatch(_, let context),
        .dataCorrupted(let context):
        (context, nil)
      @unknown default: (.init(codingPath: [], debugDescription: ""), nil)
      }
    let path = context.codingPath.map { key in
      key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)"
    }.joined()
    return (path.isEmpty ? "" : path.drop { $0 == "." } + ": ")
      + (detail ?? context.debugDescription)
  }
}
