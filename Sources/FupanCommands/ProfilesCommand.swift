import ArgumentParser
import FupanConfig
import FupanDiagnostics
import FupanPipelines
import FupanStages

/// `fupan profiles`: the platforms' exports that are known.
struct ProfilesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profiles",
    abstract: "Lists the export profiles, or tells what one reads.")

  @Argument(
    help: "A profile: youzan_orders.",
    completion: .list(ShippedFiles.profiles.names))
  var name: String?

  @OptionGroup var speech: ConsoleOptions

  func run() async throws {
    try await speech.perform { console in
      let isChinese = console.language == .simplifiedChinese
      guard let name else {
        let rows = try ShippedFiles.profiles.all().map { entry in
          [
            entry.name, entry.profile.table,
            isChinese ? entry.profile.aboutZh : entry.profile.about,
          ]
        }
        try StandardOutput.write(
          AlignedTable(header: ["profile", "table", "about"], rows: rows).text)
        return .done
      }
      let names = ShippedFiles.profiles.names
      guard names.contains(name) else {
        throw UnknownName.problem(
          name, kind: .phrase(en: "profile", zh: "文件格式"), among: names)
      }
      let profile = try ShippedFiles.profiles.profile(Located(name))
      let rows = profile.columns.entries.map { entry in
        [
          entry.name, entry.value.as.value, entry.value.from.joined(separator: " / "),
          (entry.value.optional ? ["optional"] : [] as [String])
            .appending(entry.value.personal ? "personal" : nil).joined(separator: ", "),
        ]
      }
      try StandardOutput.write(
        "\(name): \(isChinese ? profile.aboutZh : profile.about)\n"
          + "files: \(profile.files.joined(separator: ", "))\n\n"
          + AlignedTable(header: ["column", "as", "from", ""], rows: rows).text)
      return .done
    }
  }
}

extension [String] {
  fileprivate func appending(_ text: String?) -> [String] { text.map { self + [$0] } ?? self }
}
