import Foundation
import Testing

/// The commands of a campaign's week run as they are written, on a folder made from the sample.
struct WeekOnTheCommandLineTests {
  @Test func aNoticeIsPrintedForTheRobot() async throws {
    let folder = try CampaignFolder()
    let run = try await folder.run(
      "fupan run retrospective.yaml --as-of 2026-04-20 --out out --wait 10m --quiet")
    #expect(run.status == 0, "\(run.errors)")
    let notice = try await folder.run(
      #"fupan notice out --for wecom | curl -sS --json @- "$WECOM_ROBOT""#)
    #expect(notice.status == 0, "\(notice.errors)")
    #expect(notice.errors.isEmpty)
    let json = try JSONSerialization.jsonObject(with: Data(notice.output.utf8)) as? [String: Any]
    let words = try #require((json?["markdown"] as? [String: String])?["content"])
    #expect(words.contains("进行中：时间进度"))
    #expect(words.contains("数据截至 2026-04-20（5 天前）"))
    #expect(words.contains("负责人 财务部"))
    #expect(words.components(separatedBy: "\n\n> ").count - 1 >= 6)
  }

  @Test func aClosedCampaignStandsBesideTheNextOne() async throws {
    let folder = try CampaignFolder()
    let early = try await folder.run("fupan close retrospective.yaml --as-of 2026-04-20")
    #expect(early.status == 78)
    #expect(early.errors.contains("error[campaign_not_over]"))
    #expect(!folder.exists("history/spring-2026.json"))
    let closed = try await folder.run("fupan close retrospective.yaml --as-of 2026-05-24")
    #expect(closed.status == 0, "\(closed.errors)")
    #expect(closed.errors.contains("“春日焕新 2026”已收入历史：../history/spring-2026.json"))
    let again = try await folder.run(
      "fupan close retrospective.yaml --as-of 2026-05-24 --language en")
    #expect(again.status == 73)
    #expect(again.errors.contains("error[already_in_history]: 'spring-2026' is in the history"))
    try folder.write(
      """
      id: spring-2025
      name: 春日焕新 2025
      period: 2025-04-11..2025-04-25
      figures: {revenue: 9.2万, conversion: 22.1%, roi: 4.1}
      """, to: "spring-2026/2025.yaml")
    let added = try await folder.run("fupan history add 2025.yaml --in retrospective.yaml")
    #expect(added.status == 0, "\(added.errors)")
    let listed = try await folder.run("fupan history --in ../history")
    #expect(
      listed.output == """
        campaign,name,first,last,as_of,how,figures
        spring-2025,春日焕新 2025,2025-04-11,2025-04-25,2025-04-25,entered,3
        spring-2026,春日焕新 2026,2026-04-10,2026-04-24,2026-05-24,closed,9

        """)

    try folder.replace(
      "  phases:", with: "  compare: spring-2025\n  phases:", in: "spring-2026/retrospective.yaml")
    let compared = try await folder.run(
      """
      fupan run retrospective.yaml --out out --quiet
      fupan render out/latest/report.json --to markdown --sections verdict,goals
      """)
    #expect(compared.output.contains("较春日焕新 2025（手工录入） +14.1%"), "\(compared.errors)")
    #expect(compared.output.contains("¥92,000.00 | 手工录入"))

    try folder.replace(
      "compare: spring-2025", with: "compare: spring-2026",
      in: "spring-2026/retrospective.yaml")
    try folder.replace(
      "revenue * :gross_margin - cost", with: "revenue * :gross_margin - cost * 2",
      in: "spring-2026/retrospective.yaml")
    let changed = try await folder.run(
      """
      fupan run retrospective.yaml --out out --quiet
      fupan render out/latest/report.json --to markdown --sections goals
      """)
    let rows = changed.output.split(separator: "\n")
    let profit = try #require(rows.first { $0.hasPrefix("| 活动净利") })
    #expect(profit.contains("口径不同"))
    let revenue = try #require(rows.first { $0.hasPrefix("| 净销售额") })
    #expect(revenue.contains("相同"))
  }

  @Test func aHistoryThatIsNotThereIsSaidWithItsPlace() async throws {
    let folder = try CampaignFolder()
    try folder.replace(
      "  phases:", with: "  compare: spring-2052\n  phases:", in: "spring-2026/retrospective.yaml")
    let unknown = try await folder.run("fupan check retrospective.yaml --language en")
    #expect(unknown.status == 78)
    #expect(unknown.errors.contains("error[unknown_campaign]: no campaign 'spring-2052'"))
    try folder.replace(
      "history: ../history\n", with: "", in: "spring-2026/retrospective.yaml")
    let nowhere = try await folder.run("fupan check retrospective.yaml --language en")
    #expect(nowhere.errors.contains("error[history_missing]"))
    let close = try await folder.run(
      "fupan close Pipelines.yaml; fupan history --in retrospective.yaml")
    #expect(close.errors.contains("error[history_missing]"))
  }

  @Test func whatNeverEntersTheHistoryIsRefused() async throws {
    let folder = try CampaignFolder()
    try folder.write(
      """
      version: 1
      history: ../history
      datasets:
        orders:
          - read_csv: plan/预算.csv

      """, to: "spring-2026/plain.yaml")
    let plain = try await folder.run("fupan close plain.yaml --language en")
    #expect(plain.errors.contains("error[close_without_campaign]"))
    try folder.write(
      "id: a/b\nperiod: 2025-04-11..2025-04-25\nfigures: {revenue: 1}\n",
      to: "spring-2026/bad.yaml")
    let bad = try await folder.run("fupan history add bad.yaml --in ../history")
    #expect(bad.errors.contains("error[bad_campaign_id]"))
    // A run's report that somebody copied there is no closed campaign.
    let copied = try await folder.run(
      """
      fupan run retrospective.yaml --out out --quiet
      cp out/latest/report.json ../history/copied.json
      fupan history --in ../history
      """)
    #expect(copied.errors.contains("error[not_closed]"))
    #expect(copied.status == 65)
    // A check that fails leaves nothing behind.
    try folder.replace(
      "not_missing: paid_amount}", with: "not_missing: paid_amount, in: {region: [火星]}}",
      in: "spring-2026/retrospective.yaml")
    let refused = try await folder.run("fupan close retrospective.yaml --as-of 2026-05-24")
    #expect(refused.status != 0)
    #expect(!folder.exists("history/spring-2026.json"))
  }

  @Test func targetsThatAreNotDueAreSaidAtClosing() async throws {
    let folder = try CampaignFolder()
    try folder.replace(
      "- nps: {goal: 40,", with: "- nps: {goal: 40, due: 2026-06-30,",
      in: "spring-2026/retrospective.yaml")
    let closed = try await folder.run(
      "fupan close retrospective.yaml --as-of 2026-05-24 --language en")
    #expect(closed.status == 0)
    #expect(closed.errors.contains("warning[targets_not_due]"))
    #expect(closed.errors.contains("the latest is due on 2026-06-30"))
  }
}
