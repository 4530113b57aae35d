import FupanConfig
import FupanDiagnostics
import Testing

/// A YAML text with `①②③…` where diagnostics are expected to point.
///
///     MarkedDocument("①colums: a").expect(Top.self, ["unknown_key"])
struct MarkedDocument {
  static let markers: [Character] = ["①", "②", "③", "④", "⑤"]

  let text: String
  let places: [Place]

  init(_ marked: String) {
    var text = ""
    var places: [Int: Place] = [:]
    var line = 1
    var column = 1
    for character in marked {
      if let index = MarkedDocument.markers.firstIndex(of: character) {
        places[index] = Place(file: "test.yaml", line: line, column: column)
        continue
      }
      text.append(character)
      if character.isNewline {
        line += 1
        column = 1
      } else {
        column += 1
      }
    }
    self.text = text
    self.places = places.keys.sorted().compactMap { places[$0] }
  }

  /// Everything found by parsing and decoding, in order of place.
  func problems<Value: Parameterised>(decoding type: Value.Type) -> [Diagnostic] {
    do throws(Problems) {
      let document = try YAMLDocument.parse(text, file: "test.yaml")
      _ = try Value.decode(document.root)
      return []
    } catch {
      return error.all
    }
  }

  /// Demands diagnostics of exactly these codes, in the order of the markers, at their places.
  func expect<Value: Parameterised>(
    _ type: Value.Type, _ codes: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let found = problems(decoding: type).sorted {
      ($0.place ?? Place(file: "", line: 0, column: 0))
        < ($1.place ?? Place(file: "", line: 0, column: 0))
    }
    let sorted = zip(codes, places).sorted { $0.1 < $1.1 }
    #expect(found.map(\.code) == sorted.map(\.0), sourceLocation: sourceLocation)
    #expect(found.map(\.place) == sorted.map(\.1), sourceLocation: sourceLocation)
  }
}

/// Reads `text` as a `Value`, failing the test with its problems.
func decode<Value: Parameterised>(_ type: Value.Type, _ text: String) throws -> Value {
  try Value.decode(YAMLDocument.parse(text, file: "test.yaml").root)
}
