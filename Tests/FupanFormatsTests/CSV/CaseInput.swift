import Foundation
import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPlan

/// The delimited inputs of the cases in the repository.
enum CaseInput {
  /// Each content once, in the order of the paths.
  static func delimited() throws -> [(path: String, bytes: [UInt8])] {
    let cases = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Cases").path
    let paths = (FileManager.default.enumerator(atPath: cases)?.allObjects ?? [])
      .compactMap { $0 as? String }.filter { $0.hasSuffix(".csv") && !$0.contains("expected") }
    var seen: Set<[UInt8]> = []
    return try paths.sorted().compactMap { name in
      let path = cases + "/" + name
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
      return seen.insert(bytes).inserted ? (path, bytes) : nil
    }
  }

  /// All that a reader makes of an input, as `sniff` proposes to read it.
  struct Outcome: Equatable {
    var rows: [[Value]] = []
    var lines: [Int64] = []
    /// Each rejected record with its line, why, where, and what it was.
    var rejected: [String] = []
    var totals: [TotalRow] = []
    var warnings: [String] = []
    var account = FileAccount()
    /// What refuses it whole.
    var problems: [String] = []

    init(_ path: String, chunkBytes: Int, scanning: ScanInstructions? = .best) throws {
      do {
        var input = try PeekedInput(path)
        var options = DialectGuess.options(of: &input)
        options.totals = .checked
        let names = try HeaderSniffer(options).layout(of: &input).layout.names
        var reader = try CSVReader(
          files: [path], options: options,
          columns: names.filter { !$0.isEmpty }.map { ScanColumn($0) }, chunkBytes: chunkBytes,
          scanning: scanning)
        warnings = reader.warnings.map { Outcome.text($0) }
        let all = try reader.all()
        (rows, lines, totals, account) = (all.rows, all.lines, all.totals, all.account)
        rejected = all.rejections.map {
          "\($0.line): \(Outcome.text($0.diagnostic)): \(String(decoding: $0.value, as: UTF8.self))"
        }
      } catch let found as Problems {
        problems = found.all.map { Outcome.text($0) }
      }
    }

    private static func text(_ found: Diagnostic) -> String {
      let place = found.place.map { "\($0)" } ?? ""
      return "\(place) \(found.code) \(found.message.text(in: .english, with: found.facts))"
    }
  }
}
