import FoundationEssentials
import Glibc

/// Writes what a spring campaign of a community shop leaves behind, exactly as its platforms
/// export it, with what is known to be in it.
///
/// Everything is synthetic and follows from seed, scale and truths alone. Memory does not grow with
/// the scale: a sample of scale n is n parts written one after the other.
///
///     try SampleDataGenerator(scale: 50).write(to: "out/sample", twin: "out/twin")
package struct SampleDataGenerator: Sendable {
  /// How the mini-program's events are written.
  package enum EventFiles: Sendable {
    /// One `events-20260425.ndjson.gz`.
    case gzip
    /// One plain `events-YYYYMMDD.ndjson` for each of Shanghai's days.
    case plainByDay
  }

  /// The seed of the committed sample.
  package static let defaultSeed: UInt64 = 20_260_410

  private let seed: UInt64
  private let scale: Int
  private let truths: PlantedTruths
  private let eventFiles: EventFiles

  /// A generator; a scale below 1 counts as 1.
  ///
  /// Scale 1 is 2,000 orders, 20,000 events, 1,000 answers, 400 notes and 2,000 customers.
  package init(
    seed: UInt64 = SampleDataGenerator.defaultSeed, scale: Int = 1, truths: PlantedTruths = .all,
    eventFiles: EventFiles = .gzip
  ) {
    self.seed = seed
    self.scale = max(scale, 1)
    self.truths = truths
    self.eventFiles = eventFiles
  }

  /// Writes `exports/`, `plan/`, `history/`, `渠道对照表.csv`, `员工与测试号.csv` and `truth.json` into the
  /// directory, and the clean tables into `twin` where one is named; missing folders are made.
  package func write(to directory: String, twin: String? = nil) throws(WriteFailure) {
    _ = try writeSample(to: directory, twin: twin)
  }

  /// As ``write(to:twin:)``, and gives back what was written to `truth.json`.
  package func writeSample(to directory: String, twin: String? = nil) throws(WriteFailure) -> Truth
  {
    try Self.makeFolder(directory + "/exports")
    try Self.makeFolder(directory + "/plan/台账")
    try Self.makeFolder(directory + "/history")
    if let twin { try Self.makeFolder(twin) }
    let context = ExportContext(keys: PersonKeys(seed: seed))
    let spending = Spending(seed: seed, scale: scale, truths: truths)
    let creators = Creators(seed: seed, truths: truths)
    let tickets = Tickets(seed: seed, truths: truths)

    var exports = try ExportFiles(in: directory + "/exports", eventFiles: eventFiles)
    var tally = TruthTally()
    if let twin {
      var clean = try TwinFiles(in: twin)
      for number in 0..<scale {
        let part = Part(Block(number: number, seed: seed, truths: truths))
        try exports.write(part, in: context)
        try clean.write(part, in: context)
        part.count(in: &tally)
      }
      try clean.write(spending, in: context)
      try clean.write(creators, tickets, in: context)
      try clean.finish()
    } else {
      for number in 0..<scale {
        let part = Part(Block(number: number, seed: seed, truths: truths))
        try exports.write(part, in: context)
        part.count(in: &tally)
      }
    }
    try exports.finish()

    try writeSheets(to: directory, spending: spending, in: context)
    try writeMoreSheets(
      to: directory + "/plan", spending: spending, creators, tickets, in: context)
    let truth = Truth(
      tally, spending: spending, seed: seed, scale: scale, truths: truths,
      calendar: context.calendar)
    try Self.writeJSON(truth, to: directory + "/truth.json")
    return truth
  }

  /// What a sample of this seed, scale and truths contains, without writing anything.
  package func truth() -> Truth {
    var tally = TruthTally()
    for number in 0..<scale {
      Part(Block(number: number, seed: seed, truths: truths)).count(in: &tally)
    }
    return Truth(
      tally, spending: Spending(seed: seed, scale: scale, truths: truths), seed: seed,
      scale: scale, truths: truths, calendar: ShopCalendar())
  }

  private func writeSheets(
    to directory: String, spending: Spending, in context: ExportContext
  ) throws(WriteFailure) {
    var writer = ByteWriter()
    AdReport.write(spending.ads, in: context, to: &writer)
    try Self.writeFile(&writer, to: directory + "/exports/投放日报_巨量_202604.csv")
    PlanSheets.budget(spending, to: &writer)
    try Self.writeFile(&writer, to: directory + "/plan/预算.csv")
    PlanSheets.costs(spending, in: context, to: &writer)
    try Self.writeFile(&writer, to: directory + "/plan/费用台账.csv")
    writer.text(PlanSheets.issues)
    try Self.writeFile(&writer, to: directory + "/plan/台账/问题.yaml")
    writer.text(PlanSheets.stories)
    try Self.writeFile(&writer, to: directory + "/plan/台账/star.yaml")
    writer.text(PlanSheets.hypotheses)
    try Self.writeFile(&writer, to: directory + "/plan/台账/假设.yaml")
    writer.text(PlanSheets.runSheet)
    try Self.writeFile(&writer, to: directory + "/plan/台账/分工.yaml")
    writer.text(PlanSheets.lastSpring)
    try Self.writeFile(&writer, to: directory + "/history/spring-2025.json")
    PlanSheets.channels(to: &writer)
    try Self.writeFile(&writer, to: directory + "/渠道对照表.csv")
    let first = Block(number: 0, seed: seed, truths: truths)
    PlanSheets.leftOut(first.people.filter { $0.leftOut }, keys: context.keys, to: &writer)
    try Self.writeFile(&writer, to: directory + "/员工与测试号.csv")
  }

  private func writeMoreSheets(
    to folder: String, spending: Spending, _ creators: Creators, _ tickets: Tickets,
    in context: ExportContext
  ) throws(WriteFailure) {
    var writer = ByteWriter()
    PlanSheets.products(to: &writer)
    try Self.writeFile(&writer, to: folder + "/商品表.csv")
    creators.list(to: &writer)
    try Self.writeFile(&writer, to: folder + "/达人名单.csv")
    creators.noteList(in: context, to: &writer)
    try Self.writeFile(&writer, to: folder + "/达人笔记.csv")
    tickets.list(in: context, to: &writer)
    try Self.writeFile(&writer, to: folder + "/客服工单.csv")
    PlanSheets.weeklyBudget(spending, in: context, to: &writer)
    try Self.writeFile(&writer, to: folder + "/周预算.csv")
    PlanSheets.pastSpend(seed: seed, in: context, to: &writer)
    try Self.writeFile(&writer, to: folder + "/历史投放.csv")
    writer.text(PlanSheets.benchmarks)
    try Self.writeFile(&writer, to: folder + "/基准.csv")
    writer.text(PlanSheets.duties)
    try Self.writeFile(&writer, to: folder + "/台账/职责.yaml")
    writer.text(PlanSheets.incidents)
    try Self.writeFile(&writer, to: folder + "/台账/事件.yaml")
    writer.text(PlanSheets.questions)
    try Self.writeFile(&writer, to: folder + "/台账/调研.yaml")
    writer.text(PlanSheets.competitors)
    try Self.writeFile(&writer, to: folder + "/台账/竞品.yaml")
    writer.text(PlanSheets.partners)
    try Self.writeFile(&writer, to: folder + "/台账/合作方.yaml")
    writer.text(PlanSheets.savings)
    try Self.writeFile(&writer, to: folder + "/降本.csv")
    writer.text(PlanSheets.trackingPlan)
    try Self.writeFile(&writer, to: folder + "/埋点方案.csv")
  }

  private static func writeJSON(_ truth: Truth, to path: String) throws(WriteFailure) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    var writer = ByteWriter()
    do {
      writer.text([UInt8](try encoder.encode(truth)))
    } catch {
      throw WriteFailure(path: path, code: 0)
    }
    writer.line()
    try writeFile(&writer, to: path)
  }

  private static func writeFile(
    _ writer: inout ByteWriter, to path: String
  ) throws(WriteFailure) {
    var file = try OutputFile(path)
    try file.write(&writer)
    try file.finish()
  }

  private static func makeFolder(_ path: String) throws(WriteFailure) {
    for place in path.utf8.indices.dropFirst() where path.utf8[place] == UInt8(ascii: "/") {
      _ = mkdir(String(path[..<place]), 0o755)
    }
    if mkdir(path, 0o755) != 0 && errno != EEXIST {
      throw WriteFailure(path: path, code: errno)
    }
  }
}
