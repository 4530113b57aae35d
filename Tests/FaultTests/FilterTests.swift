import Foundation
import Testing

/// Stages between pipes.
@Suite(.serialized) struct FilterTests {
  @Test func sumsOfUntypedTextReadWell() async throws {
    let outcome = try await Workshop().run(
      #"$fupan aggregate --by region --into "revenue = sum(paid_amount)" < orders.csv"#)
    #expect(outcome.output == "region,revenue\n华东,13.75\n华北,7.00\n")
    #expect(outcome.errors.isEmpty)
  }

  @Test func chainsGiveWhatPipesGive() async throws {
    let workshop = try Workshop()
    let chained = try await workshop.run(
      #"$fupan keep "paid_amount > 1.5" then top --of paid_amount --rows 1 < orders.csv"#)
    let piped = try await workshop.run(
      #"$fupan keep "paid_amount > 1.5" < orders.csv | $fupan top --of paid_amount --rows 1"#)
    #expect(chained.output == "order_id,region,paid_amount,paid_at\n1,华东,12.50,2026-04-01\n")
    #expect(piped.output == chained.output)
  }

  @Test func textThatIsNoNumberIsToldWithItsPlaceAndTheWayOut() async throws {
    let workshop = try Workshop()
    try workshop.write("id,amount\n1,12.50\n2,secret\n3,x\n", to: "bad.csv")
    let outcome = try await workshop.run(#"$fupan keep "amount > 3" < bad.csv"#)
    #expect(outcome.status == 65)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("-:3:1: error[text_not_readable]: text is used as a number"))
    #expect(outcome.errors.contains("--types") && outcome.errors.contains("parse"))
    #expect(!outcome.errors.contains("secret"))
  }

  @Test func declaredTypesKeepTheirDigits() async throws {
    let outcome = try await Workshop().run(
      "$fupan select order_id paid_amount --types 'paid_amount=decimal(3)' < orders.csv")
    #expect(outcome.output == "order_id,paid_amount\n1,12.500\n2,7.000\n3,1.250\n")
  }

  @Test func aRefusedRowGivesNoResult() async throws {
    let outcome = try await Workshop().run("$fupan parse 'region = integer' < orders.csv")
    #expect(outcome.status == 65)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("error[too_many_rejects]: 3 rows could not be used"))
    #expect(outcome.errors.contains("-:2:"))
  }

  @Test func anotherFileCanBeJoined() async throws {
    let workshop = try Workshop()
    try workshop.write("region,manager\n华东,周然\n", to: "regions.csv")
    let outcome = try await workshop.run(
      "$fupan join --with regions.csv --on region then select order_id manager < orders.csv")
    #expect(outcome.output == "order_id,manager\n1,周然\n2,\n3,周然\n", "\(outcome.errors)")
  }

  @Test func exportsAreRecognisedByNameAndHeader() async throws {
    let exports = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "SampleData/exports")
    let outcome = try await Workshop().run(
      "$fupan convert '\(exports.path)'/ExportOrderList*.csv | $fupan select platform paid_amount"
        + " then top --of paid_amount --rows 1")
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("platform,paid_amount\n淘宝,"))
    #expect(outcome.errors.contains("is read by the profile taobao_orders"))
  }

  @Test func runsAreTheSameToTheByte() async throws {
    let workshop = try Workshop()
    let outcome = try await workshop.run(
      """
      $fupan run p.yaml --out a --threads 1 --as-of 2026-04-10 --quiet
      TZ=America/St_Johns LANG=tr_TR $fupan run p.yaml --out b --threads 2 --as-of 2026-04-10 --quiet
      diff -r a/latest/ b/latest/ --exclude run.json --brief; echo $?
      """)
    #expect(outcome.output == "0\n", "\(outcome.errors)")
  }

  @Test func aDryRunWritesNothing() async throws {
    let workshop = try Workshop()
    let outcome = try await workshop.run("$fupan run p.yaml --dry-run")
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("3 rows read, 0 rejected"))
    #expect(!workshop.exists("out"))
  }

  @Test func aFigureIsExplainedInItsScope() async throws {
    let workshop = try Workshop()
    let report = StreamFaultTests.report.replacing(
      #""inputs":[]}"#,
      with: #""inputs":[]},{"id":"revenue@1","metric":"revenue","label":"Revenue","#
        + #""value":{"money":"7.00"},"filter":"channel = '社群'","formula":{"zh":"a","en":"a"},"#
        + #""inputs":[{"name":"orders.csv","sha256":"ab","rows":3}]}"#)
    try workshop.write(report, to: "report.json")
    let whole = try await workshop.run("$fupan explain report.json revenue")
    #expect(whole.output.contains("¥12.50") && whole.output.contains("¥7.00"))
    let scoped = try await workshop.run(
      #"$fupan explain report.json revenue --where "channel='社群'""#)
    #expect(scoped.output.contains("¥7.00") && !scoped.output.contains("¥12.50"))
    #expect(scoped.output.contains("orders.csv  3 rows  sha256 ab"))
    let none = try await workshop.run(#"$fupan explain report.json revenue --where "channel='x'""#)
    #expect(none.status == 64)
    #expect(none.errors.contains("channel = '社群'"))
  }
}
