import FupanData
import FupanDiagnostics
import FupanFormats
import FupanPlan

/// Names rows by the lines they were read from.
struct RowPlaces: Sendable {
  /// The files that provenances point to.
  var files: [File]

  /// A file, or a sheet of it.
  struct File: Sendable {
    var path: String
    var sheet: SheetInput?

    /// - Parameter header: the header of the cell in question, as the file has it.
    func place(line: Int, header: String? = nil) -> Place {
      Place(
        file: path, sheet: sheet?.name, line: line,
        column: header.flatMap { sheet?.columns[$0] } ?? 1)
    }
  }

  /// Where a row was read, or nil where that is not known.
  func place(_ provenance: Provenance?, _ row: Int, header: String? = nil) -> Place? {
    guard let provenance, (0..<provenance.count).contains(row),
      files.indices.contains(Int(provenance.file(row)))
    else { return nil }
    return files[Int(provenance.file(row))].place(
      line: Int(provenance.line(row)), header: header)
  }

  /// A problem of a row: at its line, with the stage, and perhaps the column as the file has it, as a
  /// note; at the stage where no line is known.
  func diagnostic(
    _ message: Message, _ facts: [Fact] = [], _ provenance: Provenance?, _ row: Int,
    header: String? = nil, column: String? = nil, stage: Origin, notes: [Diagnostic.Note] = []
  ) -> Diagnostic {
    let line = place(provenance, row, header: header)
    var diagnostic = Diagnostic(message, at: line ?? stage.place, notes: notes)
    diagnostic.facts = facts
    if line != nil {
      let facts: KeyValuePairs<String, FactValue> =
        if let column {
          [
            "stage": .text(stage.stage),
            "column": .phrase(en: ", column '\(column)'", zh: "，列“\(column)”"),
          ]
        } else {
          ["stage": .text(stage.stage)]
        }
      diagnostic.notes.append(Diagnostic.Note(.inStage, at: stage.place, facts: facts))
    }
    return diagnostic
  }
}

extension RowPlaces {
  /// Two rows whose order is not said although it matters.
  func tie(
    _ first: RowOrigin?, _ second: RowOrigin?, columns: [String], name: String, stage: Origin
  ) -> Diagnostic {
    let firstPlace = first.flatMap { place($0) }
    var diagnostic = Diagnostic(
      .tieInOrder, at: firstPlace ?? stage.place,
      // Columns that a stage made for itself are no help to anybody.
      ["columns": .list(columns.filter { !$0.hasPrefix("_") }), "name": .text(name)])
    if let second = second.flatMap({ place($0) }) {
      diagnostic.notes.append(Diagnostic.Note(.alsoHere, at: second))
    }
    if firstPlace != nil {
      diagnostic.notes.append(
        Diagnostic.Note(.inStage, at: stage.place, facts: ["stage": .text(stage.stage)]))
    }
    return diagnostic
  }

  private func place(_ origin: RowOrigin) -> Place? {
    files.indices.contains(Int(origin.file))
      ? files[Int(origin.file)].place(line: Int(origin.line)) : nil
  }
}
