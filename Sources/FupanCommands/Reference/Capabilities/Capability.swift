/// One thing that the project sets out to compute and show: a row of the inventory, `R1` to `R115`.
///
///     Capability(53, "Four-step funnel", "四步漏斗", .core, .stage("funnel"), .section("funnel"))
package struct Capability: Sendable {
  package let number: Int
  package let english: String
  package let chinese: String
  package let priority: Priority
  /// What computes and shows it; nothing yet where it is empty.
  package let servers: [Server]

  init(
    _ number: Int, _ english: String, _ chinese: String, _ priority: Priority,
    _ servers: Server...
  ) {
    self.number = number
    self.english = english
    self.chinese = chinese
    self.priority = priority
    self.servers = servers
  }

  /// How much the project depends on it.
  package enum Priority: String, Sendable {
    /// Named repeatedly, or what other rows need.
    case core = "0"
    case named = "1"
    case optional = "2"
    /// People write it down; it is checked, shown and carried over.
    case manual = "M"
  }

  /// What serves a capability, by its name.
  package enum Server: Hashable, Sendable {
    case stage(String)
    /// A metric of the presets.
    case metric(String)
    /// An alert of the presets.
    case alert(String)
    /// A section of the report.
    case section(String)
    /// A key of the pipeline document.
    case key(String)
    /// A command, those below another with its name before: `history add`.
    case command(String)
    /// A preset: `thresholds`.
    case preset(String)
    /// A shipped pipeline: `weekly`.
    case pipeline(String)
  }
}
