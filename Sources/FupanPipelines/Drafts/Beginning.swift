import Foundation
import FupanDiagnostics

/// The first step of a retrospective: a pipeline and templates for what lies in a folder.
package struct Beginning: Sendable {
  package let survey: FolderSurvey
  /// The files written, as they can be opened, the pipeline first.
  package let written: [String]
  /// The days the campaign is guessed to have had: `2026-04-10..2026-04-24`.
  package let period: String?

  /// What a pipeline is called where nobody says otherwise.
  package static let pipelineName = "retrospective.yaml"

  /// The pipeline file.
  package var pipeline: String { written[0] }

  /// Looks at a folder and writes a pipeline and the templates it lacks; templates that are there
  /// already stay. Profiles of one's own are looked for in `profiles`, in the folder, beside it and
  /// beside the pipeline.
  ///
  /// - Throws: a folder without exports, a pipeline that is there already, or what is wrong with a
  ///   profile.
  package static func write(
    _ folder: String, into target: String, language: Language, campaign: PipelineDraft.Campaign
  ) async throws -> Beginning {
    let pipeline = path(pipelineName, in: target)
    guard !FileManager.default.fileExists(atPath: pipeline) else {
      throw Problems(Diagnostic(.pipelineThere, ["path": .text(pipeline)]))
    }
    let own = try OwnProfile.entries(
      in: [folder, wayBack(from: ".", to: folder + "/.."), target].map {
        path("profiles", in: $0)
      },
      like: ShippedFiles.profiles)
    let survey = try await FolderSurvey.of(
      folder, profiles: try ShippedFiles.profiles.all() + own)
    guard survey.files.contains(where: { $0.rows != nil }) else {
      throw Problems(Diagnostic(.nothingFound, ["path": .text(folder)]))
    }
    let draft = PipelineDraft(
      survey, data: wayBack(from: target, to: folder), language: language, campaign: campaign,
      profiles: Dictionary(
        own.map { ($0.name, wayBack(from: target, to: $0.name)) },
        uniquingKeysWith: { one, _ in one }
      ))
    var files = [(path: pipelineName, bytes: Array(draft.text.utf8))]
    for template in try PlanTemplates.files(for: draft)
    where !FileManager.default.fileExists(atPath: path(template.path, in: target)) {
      files.append((template.path, template.bytes))
    }
    try NewFolder.write(files, to: target)
    return Beginning(
      survey: survey, written: files.map { path($0.path, in: target) },
      period: draft.days.map { CampaignGuess.text($0.period) })
  }

  private static func path(_ name: String, in folder: String) -> String {
    folder == "." ? name : folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  /// The path of a file or folder as another folder sees it.
  private static func wayBack(from start: String, to end: String) -> String {
    func parts(_ path: String) -> [String] {
      URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().path
        .split(separator: "/").map { String($0) }
    }
    let (here, there) = (parts(start), parts(end))
    var shared = 0
    while shared < here.count, shared < there.count, here[shared] == there[shared] { shared += 1 }
    let steps = Array(repeating: "..", count: here.count - shared) + there[shared...]
    return steps.isEmpty ? "." : steps.joined(separator: "/")
  }
}
