import FupanData
import FupanDiagnostics

/// Writes the rows of a relation, batch by batch, as text of some format.
///
///     var writer = CSVWriter(schema, to: sink)
///     for batch in table.batches { try writer.write(batch) }
///     try writer.finish()
package protocol TableWriter {
  /// Writes the rows of a batch; every batch has the schema that the writer was made for.
  mutating func write(_ batch: Batch) throws(Problems)
  /// Writes what comes after the last row and finishes the sink. Called once.
  mutating func finish() throws(Problems)
}
