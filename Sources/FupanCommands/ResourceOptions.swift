import ArgumentParser
import FupanEngine

/// The options of every command that runs a plan: what it may take of the machine.
struct ResourceOptions: ParsableArguments {
  /// What the options say, for stages as commands too.
  static let threadsHelp = "How many threads work; by default all cores."
  static let maxMemoryHelp =
    "How much memory is used, such as 512MB or 2GB; rows beyond it wait on the disk. By default a "
    + "quarter of the memory."
  static let maxDiskHelp =
    "How much of the disk such rows may take; by default what is free but for a reserve."

  @Option(help: ArgumentHelp(ResourceOptions.threadsHelp, valueName: "count"))
  var threads: Int?

  @Option(help: ArgumentHelp(ResourceOptions.maxMemoryHelp, valueName: "size"))
  var maxMemory: ByteSize?

  @Option(help: ArgumentHelp(ResourceOptions.maxDiskHelp, valueName: "size"))
  var maxDisk: ByteSize?

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
    if let maxMemory, maxMemory.bytes < 1 {
      throw ValidationError("--max-memory must be more than nothing")
    }
  }

  var limits: ResourceLimits {
    var limits = ResourceLimits()
    limits.threads = threads
    limits.maxMemory = maxMemory?.bytes
    limits.maxDisk = maxDisk?.bytes
    return limits
  }
}

extension ByteSize: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}
