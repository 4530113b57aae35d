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
    let hidden = try await folder.run("fupan notice out --for wecom --hide revenu")
    #expect(hidden.status == 64 && hidden.output.isEmpty)
    #expect(hidden.errors.contains("error[hidden_unknown]"), "\(hidden.errors)")
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
        spring-2026,春日焕新 2026,2026-04-10,2026-04-24,2026-05-24,closed,10

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
      "- platform_fees - cost", with: "- platform_fees - cost * 2",
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

  @Test func exportsGoThroughPipes() async throws {
    let folder = try CampaignFolder()
    // The export of an earlier day, which the later one takes the place of.
    let sniffed = try await folder.run(
      """
      cp exports/ExportOrderList202604250915.csv exports/ExportOrderList202604110915.csv
      fupan sniff exports/ExportOrderList202604110915.csv
      rm exports/ExportOrderList202604110915.csv
      """)
    #expect(sniffed.errors.isEmpty)
    #expect(sniffed.output.contains("profile: taobao_orders"))
    let piped = try await folder.run(
      """
      fupan convert exports/ExportOrderList*.csv | fupan keep "paid_at is not null" \
        | fupan aggregate --by region --into "revenue = sum(paid_amount)" \
        | fupan top --of revenue --rows 10
      """)
    #expect(piped.status == 0, "\(piped.errors)")
    let lines = piped.output.split(separator: "\n")
    #expect(lines.first == "region,revenue")
    let amounts = lines.dropFirst().compactMap { line in
      line.split(separator: ",").last.flatMap { Decimal(string: String($0)) }
    }
    #expect(amounts.count > 5)
    #expect(amounts == amounts.sorted(by: >))
    // Fewer than ten regions: together they are everything.
    let all = try await folder.run(
      """
      fupan convert exports/ExportOrderList*.csv | fupan keep "paid_at is not null" \
        | fupan aggregate --into "revenue = sum(paid_amount)"
      """)
    let total = all.output.split(separator: "\n").last.flatMap { Decimal(string: String($0)) }
    #expect(amounts.reduce(0, +) == total)
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

  @Test func twoRunsDifferByTheirCauses() async throws {
    let folder = try CampaignFolder()
    // The day before: three orders have not arrived, two refunds are not made, a cost is smaller.
    let orders = "spring-2026/exports/有赞订单20260425.csv"
    let complete = try folder.text(orders)
    var late = 0
    var refunded = 0
    /// A line cut at its commas, those between quotes left alone.
    func cells(_ line: String) -> [String] {
      var cells = [""]
      var isQuoted = false
      for character in line {
        if character == "\"" { isQuoted.toggle() }
        if character == ",", !isQuoted {
          cells.append("")
        } else {
          cells[cells.count - 1].append(character)
        }
      }
      return cells
    }
    func cents(_ text: String) -> Int { Int(text.filter { $0.isNumber }) ?? 0 }
    var table = complete.components(separatedBy: "\n").map(cells)
    let header = try #require(table.first)
    let paid = try #require(header.firstIndex(of: "订单实付金额"))
    let paidAt = try #require(header.firstIndex(of: "买家付款时间"))
    let refund = try #require(header.firstIndex(of: "订单已退款金额"))
    var amounts = (late: 0, refunds: 0)
    table.removeAll { row in
      guard late < 3, row.count == header.count, row[paidAt].hasPrefix("2026-04-22 "),
        cents(row[refund]) == 0
      else { return false }
      late += 1
      amounts.late += cents(row[paid])
      return true
    }
    for index in table.indices
    where refunded < 2 && table[index].count == header.count
      && table[index][paidAt].hasPrefix("2026-04-1") && cents(table[index][refund]) > 0
    {
      refunded += 1
      amounts.refunds += cents(table[index][refund])
      table[index][refund] = "0.00"
    }
    let earlier = table.map { $0.joined(separator: ",") }
    try #require(late == 3 && refunded == 2)
    try folder.write(earlier.joined(separator: "\n"), to: orders)
    let first = try await folder.run(
      "fupan run retrospective.yaml --as-of 2026-04-23 --out out --quiet")
    #expect(first.status == 0, "\(first.errors)")
    try folder.write(complete, to: orders)
    try folder.replace(
      "2026-03-24,社群,样品与赠品,策划,显性,269.73", with: "2026-03-24,社群,样品与赠品,策划,显性,769.73",
      in: "spring-2026/plan/费用台账.csv")
    let second = try await folder.run(
      "fupan run retrospective.yaml --as-of 2026-04-24 --out out --quiet")
    #expect(second.status == 0, "\(second.errors)")

    let shown = try await folder.run(
      "fupan diff out/runs/2026-04-23 out/runs/2026-04-24 --of revenue")
    #expect(shown.status == 0, "\(shown.errors)")
    let lines = shown.output.split(separator: "\n")
    #expect(
      lines.first
        == "metric,label,unit,from,to,difference,days,late,corrected,ledgers,definitions,campaign,unsplit"
    )
    let told = try #require(lines.last).split(separator: ",").map { String($0) }
    func money(_ cents: Int) -> String {
      "\(cents < 0 ? "-" : "")\(abs(cents) / 100)."
        + String(String(abs(cents) % 100 + 100).dropFirst())
    }
    #expect(told[7] == money(amounts.late))
    #expect(told[8] == money(-amounts.refunds))
    #expect(told[9...] == ["0", "0", "0", "0"])
    let parts = told[6...].reduce(0) { $0 + ($1.hasPrefix("-") ? -1 : 1) * cents($1) }
    #expect(money(parts) == told[5])

    let all = try await folder.run(
      "fupan diff out/runs/2026-04-23 out/runs/2026-04-24 --format json")
    let json = try JSONSerialization.jsonObject(with: Data(all.output.utf8)) as? [String: Any]
    let metrics = try #require(json?["metrics"] as? [[String: Any]])
    #expect(metrics.count >= 9)
    for metric in metrics {
      let parts = try #require(metric["parts"] as? [[String: Any]])
      let sum = parts.compactMap { Decimal(string: $0["amount"] as? String ?? "") }.reduce(0, +)
      #expect(sum == Decimal(string: metric["difference"] as? String ?? ""), "\(metric)")
      #expect((metric["remarks"] as? [String])?.isEmpty == true, "\(metric)")
    }
    let cost = try #require(metrics.first { $0["metric"] as? String == "cost" })
    let causes = (cost["parts"] as? [[String: Any]])?.compactMap { $0["cause"] as? String }
    #expect(causes == ["ledgers"])
    #expect(cost["difference"] as? String == "500.00")

    let page = try await folder.run(
      "fupan diff out/runs/2026-04-23 out/latest --format html --language en")
    #expect(page.output.hasPrefix("<!doctype html>") || page.output.hasPrefix("<!DOCTYPE html>"))
    #expect(page.output.contains("Late rows"))
    let text = try await folder.run("fupan diff out/runs/2026-04-23 out --format pretty")
    #expect(text.output.contains("2026-04-23"), "\(text.errors)")
    #expect(text.output.contains("迟到的行"))
  }

  @Test func aChangedDefinitionIsACauseOfItsOwn() async throws {
    let folder = try CampaignFolder()
    let runs = try await folder.run(
      """
      fupan run retrospective.yaml --out out --quiet
      fupan run retrospective.yaml --out other --quiet --param gross_margin=0.40
      fupan diff out other --of campaign_profit,revenue
      """)
    #expect(runs.status == 0, "\(runs.errors)")
    let lines = runs.output.split(separator: "\n").map {
      $0.split(separator: ",").map { String($0) }
    }
    let profit = try #require(lines.first { $0[0] == "campaign_profit" })
    #expect(profit[10] == profit[5])
    #expect(profit[10] != "0")
    let revenue = try #require(lines.first { $0[0] == "revenue" })
    #expect(revenue[5...].allSatisfy { $0 == "0" || $0 == "0.00" })
    // The other definition of a column is one too, row by row.
    try folder.replace(
      "paid_amount - coalesce(refund_amount, 0)", with: "paid_amount",
      in: "spring-2026/retrospective.yaml")
    let changed = try await folder.run(
      """
      fupan run retrospective.yaml --out third --quiet
      fupan diff out third --of revenue --format pretty --language en
      """)
    #expect(changed.output.contains("Definitions"))
    #expect(!changed.output.contains("Late rows"))
    #expect(changed.output.contains("Defined otherwise, or with other parameters: 净销售额."))
  }

  @Test func factsAndHistoryHoldNobodysPhone() async throws {
    let folder = try CampaignFolder()
    let run = try await folder.run(
      """
      fupan run retrospective.yaml --out out --quiet
      fupan close retrospective.yaml --as-of 2026-05-24 --quiet
      stat -c %a out/latest/facts.json
      """)
    #expect(run.output == "600\n", "\(run.errors)")
    let orders = try folder.text("spring-2026/exports/有赞订单20260425.csv")
    let members = try folder.text("spring-2026/exports/企微客户列表20260425.csv")
    let secrets = (orders + "\n" + members).split { ",\"\n\r".contains($0) }.filter { word in
      (word.count == 11 && word.hasPrefix("199")) || word.hasPrefix("wmF") || word.hasPrefix("oF")
    }
    try #require(secrets.count > 1000)
    for file in ["spring-2026/out/latest/facts.json", "history/spring-2026.json"] {
      let words = Set(
        try folder.text(file).split { !($0.isLetter || $0.isNumber) }.map { String($0) })
      #expect(!secrets.contains { words.contains(String($0)) }, "\(file)")
    }
  }

  @Test func campaignsOfTheHistoryAreComparedToo() async throws {
    let folder = try CampaignFolder()
    try folder.write(
      """
      id: spring-2025
      period: 2025-04-11..2025-04-25
      figures: {revenue: 9.2万, conversion: 22.1%, roi: 4.1}
      """, to: "spring-2026/2025.yaml")
    let compared = try await folder.run(
      """
      fupan close retrospective.yaml --as-of 2026-05-24 --quiet
      fupan history add 2025.yaml --in ../history
      fupan diff spring-2025 spring-2026 --in ../history --of revenue,conversion --format pretty
      """)
    #expect(compared.output.contains("¥92,000.00"), "\(compared.errors)")
    #expect(compared.output.contains("有一方的数字是手工录入的"))
    let unknown = try await folder.run(
      "fupan diff spring-2024 spring-2026 --in ../history --language en")
    #expect(unknown.status == 66)
    #expect(unknown.errors.contains("error[nothing_to_compare]"))
    #expect(unknown.errors.contains("did you mean 'spring-2025'?"))
    let figure = try await folder.run(
      "fupan diff spring-2025 spring-2026 --in ../history --of revenu --language en")
    #expect(figure.status == 64)
    #expect(figure.errors.contains("error[no_such_figure]"))
    try folder.write(
      "id: abroad\nperiod: 2025-04-11..2025-04-25\ncurrency: USD\nfigures: {revenue: 1}\n",
      to: "spring-2026/abroad.yaml")
    let abroad = try await folder.run(
      """
      fupan history add abroad.yaml --in ../history
      fupan diff abroad spring-2026 --in ../history --language en
      """)
    #expect(abroad.errors.contains("error[different_currencies]: amounts in USD and CNY"))
  }
}
