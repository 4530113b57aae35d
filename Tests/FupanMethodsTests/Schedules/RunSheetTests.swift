import FupanMethods
import Testing

struct RunSheetTests {
  /// A step in minutes after nine; nil for what nobody wrote down.
  private func step(
    _ plannedStart: Int?, _ plannedEnd: Int?, _ actualStart: Int?, _ actualEnd: Int?
  ) -> RunSheet.Step {
    RunSheet.Step(
      plannedStart: plannedStart.map { $0 * 60 }, plannedEnd: plannedEnd.map { $0 * 60 },
      actualStart: actualStart.map { $0 * 60 }, actualEnd: actualEnd.map { $0 * 60 })
  }

  @Test func aDelayIsCountedWhereItArose() {
    // The doors open in time and take ten minutes more; the talk begins ten minutes late because of
    // that and five more of its own, and makes them up.
    let sheet = RunSheet([step(0, 30, 0, 40), step(30, 60, 45, 70), step(60, 75, 70, 85)])
    #expect(sheet.outcomes.map(\.startSlip) == [0, 900, 600])
    #expect(sheet.outcomes.map(\.endSlip) == [600, 600, 600])
    #expect(sheet.outcomes.map(\.knockOn) == [0, 600, 600])
    #expect(sheet.outcomes.map(\.ownDelay) == [600, 0, 0])
    #expect(sheet.outcomes.map(\.planned) == [1800, 1800, 900])
    #expect(sheet.outcomes.map(\.actual) == [2400, 1500, 900])
    #expect(sheet.bottleneck == 0)
  }

  @Test func whatBeginsEarlyWasKnockedOnByNothing() {
    let sheet = RunSheet([step(0, 30, 0, 50), step(30, 60, 25, 55)])
    #expect(sheet.outcomes[1].startSlip == -300)
    #expect(sheet.outcomes[1].knockOn == 0)
    #expect(sheet.outcomes[1].ownDelay == -300)
    #expect(sheet.bottleneck == 0)
  }

  @Test func stepsBesideEachOtherKnockNeitherOn() {
    let sheet = RunSheet([step(0, 30, 0, 50), step(0, 30, 10, 35), step(30, 40, 50, 60)])
    #expect(sheet.outcomes.map(\.knockOn) == [0, 0, 1200])
    #expect(sheet.outcomes.map(\.ownDelay) == [1200, 300, 0])
  }

  @Test func rowsNeedNoOrder() {
    let sheet = RunSheet([step(30, 60, 40, 70), step(0, 30, 0, 40)])
    #expect(sheet.outcomes.map(\.knockOn) == [600, 0])
    #expect(sheet.bottleneck == 1)
  }

  @Test func timesNobodyWroteDownLeaveWhatFollowsFromThemUnknown() {
    let sheet = RunSheet([step(0, 30, 0, nil), step(30, 60, 40, 75), step(60, nil, nil, 90)])
    #expect(sheet.outcomes.map(\.knockOn) == [0, nil, nil])
    #expect(sheet.outcomes.map(\.ownDelay) == [nil, nil, nil])
    #expect(sheet.outcomes.map(\.startSlip) == [0, 600, nil])
    #expect(sheet.bottleneck == nil)
  }

  @Test func withoutDelaysThereIsNoBottleneck() {
    #expect(RunSheet([]).bottleneck == nil)
    #expect(RunSheet([step(0, 30, 0, 30), step(30, 60, 28, 55)]).bottleneck == nil)
  }
}
