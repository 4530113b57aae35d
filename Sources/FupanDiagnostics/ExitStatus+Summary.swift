extension ExitStatus {
  /// What it means, for manual and reference.
  package var summary: String {
    switch self {
    case .done: "Done; what was to be published is published."
    case .alertFired: "Done and published, and an alert of level fail fired."
    case .usage: "The command line is wrong."
    case .dataRefused: "Data was refused: nothing is published, the rejects file is written."
    case .noInput: "An input is missing or cannot be read."
    case .unavailable: "A tool or an engine that the pipeline needs is not there."
    case .internalError: "A defect of the program itself."
    case .cannotCreate: "The output folder is missing, read-only or not allowed."
    case .ioError: "The disk is full, or reading or writing failed."
    case .tryAgain: "Another run is at work, or an input changed while it was read."
    case .config: "The pipeline is wrong: syntax, a key, a type, a name."
    }
  }
}
