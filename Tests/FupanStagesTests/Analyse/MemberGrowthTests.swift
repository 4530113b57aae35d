import FupanData
import FupanDiagnostics
import FupanStages
import Testing

struct MemberGrowthTests {
  private let schema = Schema([
    Field("day", .date), Field("joins", .integer), Field("rejoins", .integer),
    Field("leaves", .integer),
  ])

  @Test("EX-2.5: 1200 and 150 joins less 30 leaves are 1320, a growth of 10 %")
  func stockAndFlowReconcile() throws {
    let table = Table(
      schema,
      rows: [
        [.date(0), .integer(1200), .integer(0), .integer(0)],
        [.date(31), .integer(150), .integer(0), .integer(0)],
        [.date(40), .integer(0), .integer(0), .integer(30)],
        [.missing, .integer(1320), .integer(0), .integer(0)],
      ])
    let rows = try MemberGrowth.finish(.month, end: 58).run(table).rows
    #expect(rows[1][1] == .integer(1200) && rows[1][5] == .integer(1320))
    #expect(rows[1][7].double.map { abs($0 - 0.10) < 1e-12 } == true)
  }

  @Test func membersThatDoNotReconcileEndTheRun() {
    let table = Table(
      schema,
      rows: [
        [.date(0), .integer(10), .integer(0), .integer(0)],
        [.missing, .integer(9), .integer(0), .integer(0)],
      ])
    do throws(Problems) {
      _ = try MemberGrowth.finish(.month, end: 30).run(table)
      Issue.record("nine of ten members were accepted")
    } catch {
      #expect(error.all.map { $0.code } == ["members_do_not_reconcile"])
    }
  }
}
