/// One or more diagnostics that together stop the work; never empty.
///
/// Decoders gather problems instead of stopping at the first:
///
///     var found: [Diagnostic] = []
///     …
///     try Problems.throwIfAny(found)
package struct Problems: Error, Sendable {
  package let first: Diagnostic
  package let rest: [Diagnostic]

  package init(_ first: Diagnostic, _ rest: [Diagnostic] = []) {
    self.first = first
    self.rest = rest
  }

  /// The problems in `list`, or nil where there are none.
  package init?(_ list: [Diagnostic]) {
    guard let first = list.first else { return nil }
    self.init(first, Array(list.dropFirst()))
  }

  /// All of them, in the order they were found.
  package var all: [Diagnostic] { [first] + rest }

  /// What a command that ends with these problems exits with: the status of the first.
  ///
  /// A wrong setting is a bad command line where it stands on the command line.
  package var exitStatus: ExitStatus {
    let exit = first.message.exit
    return exit == .config && first.place?.file == Place.commandLine ? .usage : exit
  }

  /// Throws `list` if it holds an error; warnings alone pass.
  package static func throwIfAny(_ list: [Diagnostic]) throws(Problems) {
    let errors = list.filter { $0.severity == .error }
    if let problems = Problems(errors) { throw problems }
  }
}

extension [Diagnostic] {
  /// Runs `body` and, if it fails, keeps its problems here and returns nil: the way to gather.
  ///
  ///     let column = found.gather { () throws(Problems) in try input.field(name) }
  package mutating func gather<Value>(_ body: () throws(Problems) -> Value) -> Value? {
    do { return try body() } catch {
      append(contentsOf: error.all)
      return nil
    }
  }
}
