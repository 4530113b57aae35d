/// The event files: one compressed, or a plain one a day.
///
/// A day's file is opened again for each block, so that few files are open at a time.
struct EventOutput: ~Copyable {
  private let folder: String
  private var single: OutputFile?

  init(
    in folder: String, files: SampleDataGenerator.EventFiles
  ) throws(WriteFailure) {
    self.folder = folder
    switch files {
    case .gzip:
      single = try OutputFile(folder + "/events-20260425.ndjson.gz", coding: .gzip)
    case .plainByDay:
      single = nil
    }
  }

  mutating func write(
    _ block: Block, in context: ExportContext, with writer: inout ByteWriter
  ) throws(WriteFailure) {
    if single != nil {
      for event in block.events {
        MiniProgramEvents.line(event, of: block, in: context, to: &writer)
      }
      try single?.write(&writer)
      return
    }
    // The events of a block are in the order of time, so each day is one run of them.
    var place = 0
    while place < block.events.count {
      let day = block.events[place].time / 86_400_000
      while place < block.events.count && block.events[place].time / 86_400_000 == day {
        MiniProgramEvents.line(block.events[place], of: block, in: context, to: &writer)
        place += 1
      }
      var name = ByteWriter()
      let civil = context.calendar.civil(day)
      name.padded(civil.year, 4)
      name.padded(civil.month, 2)
      name.padded(civil.day, 2)
      let path = folder + "/events-" + String(decoding: name.bytes, as: UTF8.self) + ".ndjson"
      var file = try OutputFile(path, appending: block.number > 0)
      try file.write(&writer)
      try file.finish()
    }
  }

  consuming func finish() throws(WriteFailure) {
    try single?.finish()
  }
}
