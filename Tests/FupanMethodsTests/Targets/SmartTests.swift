import FupanMethods
import Testing

@Suite struct SmartTests {
  @Test("EX-4.2: a loose sentence lacks what makes it checkable")
  func aLooseSentenceLacksWhatMakesItCheckable() {
    var target = SmartLint.Target()
    target.metricResolves = true
    target.hasSource = true
    target.statement = "Q3前官网注册率提升15%"
    let lint = SmartLint(target)
    #expect(lint.missing == [.specific, .measurable, .achievable, .relevant])
    #expect(lint.score == 1)
    target.hasObjective = true
    #expect(SmartLint(target).score == 2)
  }

  @Test func aFullTargetScoresFive() {
    var target = SmartLint.Target()
    target.metricResolves = true
    target.hasScope = true
    target.hasNumber = true
    target.hasUnit = true
    target.isChange = true
    target.reading = .relative
    target.hasSource = true
    target.hasBaseline = true
    target.requiredGrowth = 0.30
    target.historicGrowth = [0.1, 0.2]
    target.hasObjective = true
    target.start = 20_000
    target.due = 20_030
    target.plannedOn = 20_000
    let lint = SmartLint(target)
    #expect(lint.score == 5)
    #expect(lint.warnings == [])
    #expect(lint.daysLeft == 30)

    target.requiredGrowth = 0.31
    #expect(SmartLint(target).warnings == [.stretch])
    #expect(SmartLint(target).missing == [.achievable])
    target.due = 19_990
    #expect(SmartLint(target).missing == [.achievable, .timeBound])
    #expect(SmartLint(target).warnings == [.stretch, .dueInThePast])
  }

  @Test func deadlinesAreNotGoals() {
    let words = SmartStatement("Q3前官网注册率提升15%")
    #expect(words.deadline == "Q3")
    #expect(words.number == "15" && words.unit == "%")
    #expect(words.isChange && !words.isVague)
    #expect(SmartStatement("30天内新增2000人").deadline == "30天内")
    #expect(SmartStatement("30天内新增2000人").number == "2000")
    #expect(SmartStatement("年底大幅提升").isVague)
    #expect(SmartStatement("年底大幅提升").number == nil)
    #expect(SmartStatement("reach 5.5 x by June").unit == "x")
  }
}
