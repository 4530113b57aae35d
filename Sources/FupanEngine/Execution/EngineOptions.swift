import FupanData

/// How a program is run: none of it changes a result.
package struct EngineOptions: Sendable {
  /// How many morsels are worked on at the same time.
  package var threads: Int
  /// Rows that an operator sees at once.
  package var batchRows: Int
  /// Raw bytes of a file that a worker parses at once.
  package var chunkBytes: Int
  /// The zone in which instants have a day and an hour.
  package var zone: TimeZoneRules
  /// Bytes of memory that a run is to stay within.
  package var maxMemory = PhysicalMemory.bytes / 4
  /// The most bytes that rows without room in memory may take on the disk; nil leaves it to the room
  /// that the disk has.
  package var maxDisk: Int?
  /// Where rows without room in memory are kept while the run lasts.
  package var spillFolder = EngineOptions.temporaryFolder
  /// Whether the plan is rewritten first; off only to show that it makes no difference.
  package var isRewriting = true
  /// Told how far the run is; called by one task after each morsel.
  package var progress: (@Sendable (RunProgress) -> Void)?

  package init(
    threads: Int = EngineOptions.cores, batchRows: Int = 8192, chunkBytes: Int = 1 << 20,
    zone: TimeZoneRules = .utc, progress: (@Sendable (RunProgress) -> Void)? = nil
  ) {
    self.threads = max(1, threads)
    self.batchRows = max(1, batchRows)
    self.chunkBytes = max(1, chunkBytes)
    self.zone = zone
    self.progress = progress
  }

  /// Options for a run that takes so much of the machine.
  package init(_ limits: ResourceLimits, zone: TimeZoneRules) {
    self.init(threads: limits.threads ?? EngineOptions.cores, zone: zone)
    maxMemory = limits.maxMemory ?? maxMemory
    maxDisk = limits.maxDisk
  }
}
