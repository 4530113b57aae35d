import FupanDiagnostics
import FupanStages

/// A file of a folder, as far as it could be recognised and read.
package struct FoundFile: Sendable {
  /// The path, starting in the folder.
  package let path: String
  package var kind: Kind
  /// Data rows, or nil where it could not be read.
  package var rows: Int?
  /// Rows a day, by days since 1970; empty without a time.
  package var daily: [Int: Int] = [:]
  /// The headers as scans match them; empty for JSON.
  package var headers: [String] = []
  /// What its amounts are in, where its rows say so.
  package var currency: String?
  /// Whether it is a workbook.
  package var isWorkbook = false
  /// The sheet that it is, where the workbook has several.
  package var sheet: String?
  /// What separates its fields.
  package var delimiter = UInt8(ascii: ",")
  /// Whether rows of it are called totals, although no profile says so.
  package var hasTotals = false
  /// Why it cannot be read.
  package var problem: Diagnostic?
  /// How many rows each event has, by name, the most frequent first.
  package var events: [(name: String, rows: Int)] = []
  /// What is asked in a survey, where the answers show what kind of question it is.
  package var questions: [Question] = []

  /// What a file is.
  package enum Kind: Sendable {
    /// An export of a platform, read by its profile.
    case export(name: String, profile: Profile)
    case sheet(PlanSheet)
    /// Ledgers: a folder or a workbook.
    case ledgers
    /// Delimited text of no known kind.
    case unknown
  }

  /// A question of a survey.
  package struct Question: Sendable {
    /// The column of the profile: `q3`.
    package let column: String
    /// The question as people read it.
    package let title: String
    package let answers: Answers

    /// What all its answers are.
    package enum Answers: Sendable {
      case text
      /// Whole numbers from 0 to 10.
      case scores
      /// Several choices in one cell.
      case choices
    }
  }

  /// The first and the last day of its rows.
  package var days: ClosedRange<Int>? {
    guard let first = daily.keys.min(), let last = daily.keys.max() else { return nil }
    return first...last
  }

  /// The path's last part.
  package var name: String { path.split(separator: "/").last.map { String($0) } ?? path }

  /// The path without its last part; empty for the folder itself.
  package var folder: String {
    path.split(separator: "/").dropLast().joined(separator: "/")
  }
}
