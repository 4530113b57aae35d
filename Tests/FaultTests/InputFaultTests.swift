import Foundation
import Testing

/// Inputs that are missing or cannot be used.
@Suite(.serialized) struct InputFaultTests {
  @Test func aMissingInputIs66() async throws {
    let workshop = try Workshop()
    let outcome = try await workshop.run("rm orders.csv; $fupan run p.yaml")
    #expect(outcome.status == 66)
    #expect(outcome.errors.hasPrefix("p.yaml:6:"))
    #expect(outcome.errors.contains("orders.csv"))
    #expect(!workshop.exists("out"))
  }

  @Test func aPatternWithoutFilesIs66() async throws {
    let workshop = try Workshop()
    try workshop.write(
      Workshop.pipeline.replacing("read_csv: orders.csv", with: "read_csv: exports/*.csv"),
      to: "p.yaml")
    let outcome = try await workshop.run("$fupan check p.yaml")
    #expect(outcome.status == 66)
    #expect(outcome.errors.contains("error[no_file_matches]"))
  }

  @Test func aPipeThatNobodyWritesToIs66() async throws {
    let outcome = try await Workshop().run(
      "rm orders.csv; mkfifo orders.csv; timeout 60 $fupan run p.yaml --timeout 1")
    #expect(outcome.status == 66)
    #expect(outcome.errors.contains("error[nobody_writes]"))
  }

  @Test func aMissingPipelineIs66() async throws {
    let outcome = try await Workshop().run("$fupan run nothing.yaml")
    #expect(outcome.status == 66)
    #expect(outcome.errors.contains("nothing.yaml"))
  }

  @Test func refusedRowsPublishNothingAndAreWrittenForTheirOwner() async throws {
    let workshop = try Workshop()
    #expect(try await workshop.run("$fupan run p.yaml").status == 0)
    let before = try #require(workshop.published)
    try workshop.write(
      "order_id,region,paid_amount,paid_at\n1,华东,twelve,2026-04-01\n2,华北,7.00,someday\n",
      to: "orders.csv")
    let outcome = try await workshop.run("$fupan run p.yaml; echo $?; stat -c %a out/rejects/*")
    #expect(outcome.output == "65\n600\n")
    #expect(outcome.errors.contains("error[too_many_rejects]: 2 rows could not be used"))
    #expect(outcome.errors.contains("orders.csv:2:"))
    #expect(outcome.errors.contains("orders.csv:3:"))
    // Values are for the owner of the rejects file only.
    #expect(!outcome.errors.contains("twelve") && !outcome.errors.contains("someday"))
    #expect(workshop.published == before)
    let rejects = try #require(workshop.names(in: "out/rejects").first)
    #expect(outcome.errors.contains("out/rejects/\(rejects)"))
    let text = try #require(workshop.text("out/rejects/\(rejects)"))
    #expect(text.contains("twelve") && text.contains("someday"))
    #expect(workshop.text("out/last.json")?.contains(#""state": "refused""#) == true)
    #expect(workshop.text("out/last.json")?.contains(#""exit": 65"#) == true)
  }

  @Test func asManyAsAreAllowedArePublishedBesideTheReport() async throws {
    let workshop = try Workshop()
    try workshop.write(
      Workshop.pipeline.replacing("version: 1", with: "version: 1\nmax_rejects: 1"), to: "p.yaml")
    try workshop.write(
      "order_id,region,paid_amount,paid_at\n1,华东,twelve,2026-04-01\n2,华北,7.00,2026-04-02\n",
      to: "orders.csv")
    let outcome = try await workshop.run(
      "$fupan run p.yaml; echo $?; stat -c %a out/latest/rejects.csv")
    #expect(outcome.output == "0\n600\n", "\(outcome.errors)")
    #expect(
      workshop.text("out/latest/lists/orders.csv")
        == "order_id,region,paid_amount,paid_at\n2,华北,7.00,2026-04-02\n")
    #expect(outcome.errors.contains("1 rejected"))
  }

  @Test func oddNamesAreRead() async throws {
    let workshop = try Workshop()
    for name in [
      "-rf.csv", "a b.csv", "中文.csv", "x\ny.csv", String(repeating: "n", count: 251) + ".csv",
    ] {
      try workshop.write("a\n1\n", to: name)
      let quoted = name.replacing("\n", with: "\\n")
      try workshop.write(
        "version: 1\ndatasets:\n  d:\n    - read_csv: \"\(quoted)\"\n", to: "odd.yaml")
      let outcome = try await workshop.run("$fupan run odd.yaml --only d")
      #expect(outcome.output == "a\n1\n", "\(name): \(outcome.errors)")
    }
  }

  @Test func whatComesFromTheEnvironmentIsNotWrittenDown() async throws {
    let workshop = try Workshop()
    try workshop.write(
      Workshop.pipeline.replacing(
        "version: 1", with: "version: 1\nparameters: {key: {env: FUPAN_KEY, default: none}}"),
      to: "p.yaml")
    let outcome = try await workshop.run(
      "FUPAN_KEY=canary-4711 $fupan run p.yaml; grep -rl canary-4711 out; exit 0")
    #expect(outcome.output.isEmpty)
    #expect(!outcome.errors.contains("canary"))
    #expect(workshop.published != nil)
  }
}
