import Foundation
import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMetrics
import FupanPlan

/// What a run keeps of the rows behind its figures, in `facts.json`: enough to say later why
/// another run came to another figure, and nobody's personal data.
///
/// A row is kept as a hash of what it is known by, its day, and what it adds to each aggregate;
/// people are told apart by numbers that mean nothing outside the file.
struct RunFacts: Codable, Sendable {
  static let fileName = "facts.json"
  /// A pass with more rows is kept without them.
  static let mostRows = 50_000

  var version = 1
  var parameters: [Parameter]
  var metrics: [Definition]
  var passes: [Pass]

  /// A parameter's value; those that come from the environment are left out.
  struct Parameter: Codable, Sendable {
    let name: String
    let type: String
    let value: String
  }

  /// A metric's definition as the pipeline writes it.
  struct Definition: Codable, Sendable {
    let id: String
    let zh: String
    let en: String
    let unit: String
    let during: String
    let interval: String
    let value: String?
    let numerator: String?
    let denominator: String?
    let filter: String?
    /// What stands for all of it and for the stages behind it.
    let digest: String
  }

  /// The rows that some metrics share.
  struct Pass: Codable, Sendable {
    let dataset: String
    let metrics: [String]
    let terms: [Term]
    /// `hash day by_hand value…`, a hyphen for what is missing; nil where there are too many.
    let rows: [String]?
  }

  /// An aggregate and its argument's type.
  struct Term: Codable, Sendable {
    let name: String
    let function: String
    let type: String
  }

  /// The facts as JSON, the same bytes for the same facts.
  func json() throws(Problems) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
    } catch {
      throw Problems(Diagnostic(.unreadableManifest, ["path": .text(RunFacts.fileName)]))
    }
  }

  /// The facts in a run's folder; nil where it has none, as runs of older versions.
  static func read(in folder: String) -> RunFacts? {
    guard let data = FileManager.default.contents(atPath: folder + "/" + fileName) else {
      return nil
    }
    let facts = try? JSONDecoder().decode(RunFacts.self, from: data)
    return facts?.version == 1 ? facts : nil
  }

  /// The metrics as they can be computed again.
  ///
  /// - Throws: definitions that this version does not understand.
  func registry() throws(Problems) -> MetricRegistry {
    var entries: [OrderedMap<MetricDeclaration>.Entry] = []
    for metric in metrics {
      var declaration = MetricDeclaration()
      var label = LocalizedLabel()
      label.zh = metric.zh
      label.en = metric.en
      declaration.label = label
      declaration.unit = metric.unit
      declaration.during = MetricDeclaration.Days(rawValue: metric.during) ?? .period
      declaration.interval = MetricDeclaration.IntervalMethod(rawValue: metric.interval) ?? .none
      if let text = metric.value { declaration.value = try ParsedExpression(text) }
      if let text = metric.numerator { declaration.numerator = try ParsedExpression(text) }
      if let text = metric.denominator { declaration.denominator = try ParsedExpression(text) }
      entries.append(OrderedMap<MetricDeclaration>.Entry(name: metric.id, value: declaration))
    }
    return try MetricRegistry(OrderedMap(entries))
  }

  /// The parameters by name.
  var values: [String: Value] {
    var values: [String: Value] = [:]
    for parameter in parameters {
      switch parameter.type {
      case "text": values[parameter.name] = .text(parameter.value)
      case "integer": values[parameter.name] = Int64(parameter.value).map { .integer($0) }
      case "date":
        values[parameter.name] = CivilDate(Array(parameter.value.utf8)).map {
          .date(Int32($0.daysSinceEpoch))
        }
      default:
        values[parameter.name] = DecimalText.parse(parameter.value.utf8).map {
          .decimal($0.0, scale: $0.1)
        }
      }
    }
    return values
  }
}
