import Foundation
import FupanDiagnostics

/// A chart as the drawing scripts take it: coordinates with their texts, already in the reader's
/// words.
struct ChartDrawing: Encodable, Sendable {
  /// A coordinate, or none where nothing is drawn, with its text in full and in short.
  struct Mark: Encodable, Sendable {
    var v: Double?
    var t: String
    var b: String
  }

  struct Series: Encodable, Sendable {
    var name: String
    var values: [Mark]
  }

  struct Reference: Encodable, Sendable {
    var name: String
    var value: Mark
  }

  struct Band: Encodable, Sendable {
    var name: String
    var lower: [Mark]
    var upper: [Mark]
  }

  struct Note: Encodable, Sendable {
    var at: Int
    var number: Int
    var text: String
  }

  struct Axis: Encodable, Sendable {
    var label: String
    var unit: Report.Chart.Unit
    var cut: Mark?
  }

  struct Point: Encodable, Sendable {
    var name: String
    var x: Mark
    var y: Mark
    var size: Mark?
  }

  struct Interval: Encodable, Sendable {
    var name: String
    var estimate: Mark
    var low: Mark
    var high: Mark
    var n: Mark
    var side: String
  }

  struct Bone: Encodable, Sendable {
    var name: String
    var causes: [String]
  }

  var kind: String
  var unit: Report.Chart.Unit
  var language: Language
  var currency: String
  var labels: [String] = []
  var series: [Series] = []
  var arrangement: Report.Chart.Bars.Arrangement?
  /// What each stack comes to, where that can be added up exactly.
  var sums: [String]?
  var reference: Reference?
  var band: Band?
  var notes: [Note]?
  var between: [String]?
  var side: [String]?
  var rows: [String]?
  var cells: [[Mark]]?
  /// The value that the darkest cell stands for.
  var scale: Double?
  var less: String?
  var more: String?
  var x: Axis?
  var y: Axis?
  var fields: [String]?
  var points: [Point]?
  var sizeLabel: String?
  var totals: [Bool]?
  var intervals: [Interval]?
  var effect: String?
  var bones: [Bone]?

  /// The drawing as JSON.
  func json(named name: String) throws(Problems) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    } catch {
      throw Problems(
        Diagnostic(.chartFailed, ["chart": .text(name), "reason": .text("\(error)")]))
    }
  }
}
