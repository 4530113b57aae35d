import FupanData
import FupanDiagnostics
import FupanPlan

/// Names rows by the lines they were read from.
struct RowPlaces: Sendable {
  /// The files that provenances point to.
  var files: [String]

  /// Where a row was read, or nil where that is not known.
  func place(_ provenance: Provenance?, _ row: Int) -> Place? {
    guard let provenance, (0..<provenance.count).contains(row),
      files.indices.contains(Int(provenance.file(row)))
    else { return nil }
    return Place(
      file: files[Int(provenance.file(row))], line: Int(provenance.line(row)), column: 1)
  }

  /// A problem of a row: at its line, with the stage as a note; at the stage where no line is known.
  func diagnostic(
    _ message: Message, _ facts: [Fact] = [], _ provenance: Provenance?, _ row: Int,
    stage: Origin, notes: [Diagnostic.Note] = []
  ) -> Diagnostic {
    let line = place(provenance, row)
    var diagnostic = Diagnostic(message, at: line ?? stage.place, notes: notes)
    diagnostic.facts = facts
    if line != nil {
      diagnostic.notes.append(
        Diagnostic.Note(.inStage, at: stage.place, facts: ["stage": .text(stage.stage)]))
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
      ? Place(file: files[Int(origin.file)], line: Int(origin.line), column: 1) : nil
  }
}
