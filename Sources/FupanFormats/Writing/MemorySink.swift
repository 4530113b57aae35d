import FupanDiagnostics

/// Bytes kept in memory: for small texts and tests.
package struct MemorySink: ByteSink {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func write(_ bytes: [UInt8]) throws(Problems) { self.bytes += bytes }
  package mutating func finish() throws(Problems) {}
}
