import Testing

/// Stages that change rows and columns between pipes, where they differ from pipelines.
@Suite(.serialized) struct RowStageFilterTests {
  @Test(arguments: [
    ("sort paid_amount", "1.25,7.00,12.50"), ("sort 'paid_amount desc'", "12.50,7.00,1.25"),
    ("sort paid_amount --types paid_amount=text", "1.25,12.50,7.00"),
    ("sort 'paid_amount desc' then limit 2", "12.50,7.00"),
  ])
  func numbersSortAsNumbersUnlessTheyAreMeantAsText(
    _ words: String, _ amounts: String
  ) async throws {
    let outcome = try await Workshop().run(
      "$fupan \(words) < orders.csv | $fupan select paid_amount | sed 1d | paste -sd,")
    #expect(outcome.output == amounts + "\n", "\(outcome.errors)")
  }

  @Test func theKeyOfPseudonymsIsAnEnvironmentVariable() async throws {
    let workshop = try Workshop()
    try workshop.write("phone\n13800138000\n", to: "phones.csv")
    let outcome = try await workshop.run(
      "KEY=fupan-test-key-0000 $fupan hash phone --key KEY < phones.csv")
    #expect(outcome.output == "phone\nlqrl43bri6nrqmihpmxhi2iq\n", "\(outcome.errors)")
  }

  @Test func withoutAKeyNothingIsHashed() async throws {
    let workshop = try Workshop()
    try workshop.write("phone\n13800138000\n", to: "phones.csv")
    let outcome = try await workshop.run("$fupan hash phone --key NO_SUCH_KEY < phones.csv")
    #expect(outcome.status != 0)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("error[key_missing]"))
  }

  @Test func amountsAreAddedInPivots() async throws {
    let wide = try await Workshop().run(
      "$fupan drop order_id,paid_at then derive 'all = 1' then pivot 华东,华北 --name region "
        + "--value paid_amount --combine sum < orders.csv")
    #expect(wide.output == "all,华东,华北\n1,13.75,7\n", "\(wide.errors)")
  }
}
