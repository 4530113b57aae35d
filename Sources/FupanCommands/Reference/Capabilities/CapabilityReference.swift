import FupanConfig
import FupanDiagnostics
import FupanPipelines
import FupanStages

/// The reference of capabilities: what serves each row of the inventory, and what serves none yet.
package enum CapabilityReference {
  /// The rows by chapter, with links to what serves them.
  package static func markdown() -> String {
    let all = CapabilityCatalog.all
    let served = all.count { !$0.servers.isEmpty }
    var text = """
      # Capabilities

      What Fupan sets out to compute and show, and what serves it: stages, metrics, alerts, sections
      of the report, keys of the pipeline document, presets, pipelines, commands. \(served) of \
      \(all.count) rows are served.

      Priority 0 is named repeatedly or needed by other rows, 1 is named, 2 is optional, M is written
      down by people: checked, shown and carried over.

      """
    for chapter in CapabilityCatalog.chapters {
      text += "\n## \(chapter.english) · \(chapter.chinese)\n\n"
      text += "| # | Capability | Priority | Served by |\n| --- | --- | --- | --- |\n"
      for row in chapter.rows {
        let servers = row.servers.map { "\(kind(of: $0)) \(link(to: $0))" }
        text += "| R\(row.number) | \(row.english) · \(row.chinese) | \(row.priority.rawValue) | "
        text += (servers.isEmpty ? "none yet" : servers.joined(separator: ", ")) + " |\n"
      }
    }
    return text
  }

  /// The servers named by rows that no catalogue has, each with its row: `R53 stage funel`.
  ///
  /// - Throws: a declaration or preset that cannot be read, a defect of the program.
  package static func unknownServers() throws(Problems) -> [String] {
    let known = try knownServers()
    return CapabilityCatalog.all.flatMap { row in
      row.servers.filter { server in
        if case .pipeline = server { false } else { !known.contains(server) }
      }.map { "R\(row.number) \(kind(of: $0)) \(name(of: $0))" }
    }
  }

  /// The shipped pipelines that rows name.
  package static var pipelines: [String] {
    CapabilityCatalog.all.flatMap { $0.servers }.compactMap { server in
      if case .pipeline(let name) = server { name } else { nil }
    }
  }

  /// Everything that can be named but pipelines, which are not in the program.
  private static func knownServers() throws(Problems) -> Set<Capability.Server> {
    var known: Set<Capability.Server> = []
    for spec in StageCatalog.all { known.insert(.stage(spec.about.name)) }
    for section in SectionCatalog.all { known.insert(.section(section.kind.rawValue)) }
    for parameter in PipelineDocument.parameters { known.insert(.key(parameter.key)) }
    for command in try CommandOutline.program().subcommands {
      known.insert(.command(command.name))
      for child in command.subcommands { known.insert(.command("\(command.name) \(child.name)")) }
    }
    for preset in ShippedFiles.presets {
      known.insert(.preset(String(preset.name.dropFirst("presets/".count))))
      let root = try YAMLDocument.parse(preset.text, file: preset.name).root
      for entry in root["metrics"]?.mapping ?? [] { known.insert(.metric(entry.key)) }
      for entry in root["thresholds"]?.mapping ?? [] { known.insert(.alert(entry.key)) }
    }
    return known
  }

  private static func kind(of server: Capability.Server) -> String {
    switch server {
    case .stage: "stage"
    case .metric: "metric"
    case .alert: "alert"
    case .section: "section"
    case .key: "key"
    case .command: "command"
    case .preset: "preset"
    case .pipeline: "pipeline"
    }
  }

  private static func name(of server: Capability.Server) -> String {
    switch server {
    case .stage(let name), .metric(let name), .alert(let name), .section(let name), .key(let name),
      .command(let name), .preset(let name), .pipeline(let name):
      name
    }
  }

  private static func link(to server: Capability.Server) -> String {
    let name = name(of: server)
    let target =
      switch server {
      case .stage: "stages.md#\(name)"
      case .metric: "metrics.md#metrics"
      case .alert: "metrics.md#alerts"
      case .section: "document.md#\(name)"
      case .key: "document.md"
      case .command: "commands.md#\(name.split(separator: " ").last ?? "")"
      case .preset: "../../Pipelines/presets/\(name).yaml"
      case .pipeline: "../../Pipelines/\(name).yaml"
      }
    return "[`\(name)`](\(target))"
  }
}
