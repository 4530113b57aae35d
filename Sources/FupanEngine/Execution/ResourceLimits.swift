/// What a run may take of the machine; none of it changes a result.
package struct ResourceLimits: Sendable {
  /// How many threads work; nil takes all cores.
  package var threads: Int?
  /// Bytes of memory to stay within; nil takes a quarter of what there is.
  package var maxMemory: Int?
  /// The most bytes that rows without room in memory may take on the disk; nil leaves it to the room
  /// that the disk has.
  package var maxDisk: Int?

  package init() {}
}
