import Foundation

/// The memory of this machine.
package enum PhysicalMemory {
  /// How many bytes this process may use: the machine's, or those of its control group where that is
  /// allowed less.
  package static let bytes = limits.reduce(
    Int(clamping: ProcessInfo.processInfo.physicalMemory)
  ) { min($0, $1) }

  /// The limits of this process's control groups, version 2 and 1.
  private static var limits: [Int] {
    var folders = ["/sys/fs/cgroup", "/sys/fs/cgroup/memory"]
    for line in lines(of: "/proc/self/cgroup") {
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      if parts[0] == "0" {
        folders += parents("/sys/fs/cgroup", parts[2])
      } else if parts[1].split(separator: ",").contains("memory") {
        folders += parents("/sys/fs/cgroup/memory", parts[2])
      }
    }
    return folders.flatMap { folder in
      ["memory.max", "memory.limit_in_bytes"].compactMap { name in
        lines(of: folder + "/" + name).first.flatMap { Int($0) }
      }
    }
  }

  /// A group's folder and those above it, whose limits hold too.
  private static func parents(_ root: String, _ path: Substring) -> [String] {
    var folders: [String] = []
    var folder = root
    for part in path.split(separator: "/") {
      folder += "/" + part
      folders.append(folder)
    }
    return folders
  }

  private static func lines(of path: String) -> [Substring] {
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    return String(decoding: data, as: UTF8.self).split(separator: "\n")
  }
}
