import Foundation
import FupanMethods
import FupanSampleData
import Testing

@Suite("A sample follows from seed, scale and truths alone")
struct SampleDataGeneratorTests {
  @Test func twoWritingsAreTheSameBytes() throws {
    let generator = SampleDataGenerator(seed: 3)
    let first = try WrittenSample(generator)
    let second = try WrittenSample(generator)
    let files = try WrittenSample.files(in: first.folder)
    #expect(files.count == 41)
    for file in files {
      #expect(
        try WrittenSample.bytes(first.folder + "/" + file)
          == WrittenSample.bytes(second.folder + "/" + file))
    }
    for file in try WrittenSample.files(in: first.twin) {
      #expect(
        try WrittenSample.bytes(first.twin + "/" + file)
          == WrittenSample.bytes(second.twin + "/" + file))
    }
  }

  @Test func anotherSeedIsAnotherSample() throws {
    let first = SampleDataGenerator(seed: 3).truth()
    let second = SampleDataGenerator(seed: 4).truth()
    #expect(first.period != second.period)
    #expect(first.rows.events == second.rows.events)
  }

  @Test func theCommittedSampleIsFresh() throws {
    let committed =
      URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path + "/SampleData"
    let sample = try WrittenSample(withTwin: false)
    var files = try WrittenSample.files(in: committed)
    files.removeAll { $0 == "README.md" }
    #expect(try files == WrittenSample.files(in: sample.folder))
    var total = 0
    for file in files {
      let (ours, theirs) = (sample.folder + "/" + file, committed + "/" + file)
      total += try WrittenSample.bytes(theirs).count
      // What zlib makes of the same text may differ from version to version.
      let packed = file.hasSuffix(".gz")
      #expect(
        try packed
          ? WrittenSample.unpacked(ours) == WrittenSample.unpacked(theirs)
          : WrittenSample.bytes(ours) == WrittenSample.bytes(theirs),
        "\(file) is not what the generator writes: make sample-data")
    }
    #expect(total < 5_000_000)
  }

  @Test func theScaleMultipliesEveryCount() throws {
    let truth = SampleDataGenerator(seed: 5, scale: 3).truth()
    #expect(truth.rows.youzanOrders + truth.rows.taobaoOrders == 6_000)
    #expect(truth.rows.events == 60_000)
    #expect(truth.rows.survey == 3_000)
    #expect(truth.rows.posts == 1_200)
    #expect(truth.rows.memberPeople == 6_000)
    #expect(truth.spend.planned == "47100.00")
    #expect(SampleDataGenerator(seed: 5, scale: -1).truth().scale == 1)
  }

  @Test func aLargerSampleNeverRepeatsAKey() throws {
    let sample = try WrittenSample(SampleDataGenerator(seed: 5, scale: 3))
    let orders = try sample.twinTable("orders.csv")
    #expect(Set(orders["order_id"]).count == 6_000)
    let members = try sample.twinTable("members.csv")
    for key in ["unionid", "external_userid", "person"] {
      #expect(Set(members[key]).count == 6_000)
    }
    for (table, key) in [("comments.csv", "comment_id"), ("messages.csv", "message_id")] {
      let keys = try sample.twinTable(table)[key]
      #expect(Set(keys).count == keys.count)
    }
    let phones = members.filtered("phone") { !$0.isEmpty }
    #expect(Set(phones["phone"]).count == Set(phones["person"]).count)
  }

  @Test func plainEventsOfEachDayAreThoseOfTheGzip() throws {
    let packed = try WrittenSample(SampleDataGenerator(seed: 5, scale: 2), withTwin: false)
    let plain = try WrittenSample(
      SampleDataGenerator(seed: 5, scale: 2, eventFiles: .plainByDay), withTwin: false)
    let days = try WrittenSample.files(in: plain.folder).filter { $0.hasSuffix(".ndjson") }
    #expect(days.count == 36)
    #expect(days.first == "exports/events-20260320.ndjson")
    #expect(days.last == "exports/events-20260424.ndjson")
    var lines: [String] = []
    for day in days { lines += try plain.text(day).split(separator: "\n").map(String.init) }
    let whole = String(
      decoding: try WrittenSample.unpacked(packed.folder + "/exports/events-20260425.ndjson.gz"),
      as: UTF8.self
    ).split(separator: "\n").map(String.init)
    #expect(lines.sorted() == whole.sorted())
  }

  @Test func aFolderThatCannotBeMadeIsAnError() throws {
    let failure = #expect(throws: WriteFailure.self) {
      try SampleDataGenerator().write(to: "/dev/null/sample")
    }
    #expect(failure?.path == "/dev/null/sample/exports")
    #expect(failure?.code == ENOTDIR)
  }
}
