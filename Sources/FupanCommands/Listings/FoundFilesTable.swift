import FupanData
import FupanDiagnostics
import FupanPipelines
import FupanReports

/// What a folder holds, as a table: file, profile, rows, days covered, sections fed.
struct FoundFilesTable {
  private let survey: FolderSurvey
  private let language: Language

  init(_ survey: FolderSurvey, _ language: Language) {
    self.survey = survey
    self.language = language
  }

  var text: String {
    let header =
      language == .english
      ? ["file", "profile", "rows", "days", "sections"] : ["文件", "格式", "行数", "日期", "用在章节"]
    return AlignedTable(
      header: header,
      rows: survey.files.map { file in
        [
          file.path + (file.sheet.map { ":" + $0 } ?? ""), profile(of: file),
          file.rows.map { String($0) } ?? "-", days(of: file),
          file.problem == nil ? sections(fedBy: file) : "",
        ]
      }, isWhole: true
    ).text
  }

  private func say(_ chinese: String, _ english: String) -> String {
    language == .english ? english : chinese
  }

  private func profile(of file: FoundFile) -> String {
    if file.problem != nil { return say("读不了", "cannot be read") }
    switch file.kind {
    case .export(let name, _): return name
    case .ledgers: return say("台账", "ledgers")
    case .unknown: return say("没认出来", "not recognised")
    case .sheet(.targets): return say("目标", "targets")
    case .sheet(.budget): return say("预算表", "budget")
    case .sheet(.costs): return say("费用台账", "cost ledger")
    case .sheet(.channelMap): return say("渠道对照表", "channel map")
    case .sheet(.exceptions): return say("剔除名单", "people left out")
    }
  }

  private func days(of file: FoundFile) -> String {
    guard let days = file.days else { return "" }
    return
      "\(CivilDate(daysSinceEpoch: days.lowerBound))..\(CivilDate(daysSinceEpoch: days.upperBound))"
  }

  private func sections(fedBy file: FoundFile) -> String {
    let kinds: [Report.Section.Kind]
    switch file.kind {
    case .export(_, let profile):
      switch profile.table {
      case "orders": kinds = [.verdict, .timeline, .channels, .people, .money]
      case "events": kinds = [.verdict, .timeline, .funnel, .channels]
      case "members": kinds = [.people]
      case "survey": kinds = [.verdict, .voice]
      case "posts": kinds = [.content]
      case "spend": kinds = [.channels, .money]
      default: return say("数据集 \(profile.table)", "dataset \(profile.table)")
      }
    case .sheet(.targets): kinds = [.verdict, .goals]
    case .sheet(.budget): kinds = [.money]
    case .sheet(.costs): kinds = [.channels, .money]
    case .sheet(.channelMap): kinds = [.funnel, .channels]
    case .sheet(.exceptions): return say("全部（从中剔除）", "all, left out of them")
    case .ledgers: kinds = [.why, .next]
    case .unknown: kinds = []
    }
    let titles = kinds.map { ReportText(language).title(of: $0) }
    return titles.joined(separator: language == .english ? ", " : "、")
  }
}
