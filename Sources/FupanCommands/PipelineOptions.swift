import ArgumentParser
import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPipelines

/// What the command line may say about a pipeline.
struct PipelineOptions: ParsableArguments {
  @Option(
    name: .customLong("param"),
    help: ArgumentHelp(
      "Sets a parameter of the pipeline; may be given again.", valueName: "name=value"))
  var parameters: [String] = []

  @Option(
    help: ArgumentHelp(
      "The last day to know; by default the campaign's last, else yesterday.",
      valueName: "date|yesterday"))
  var asOf: String?

  func validate() throws {
    for parameter in parameters where !parameter.contains("=") || parameter.hasPrefix("=") {
      throw ValidationError("--param is written NAME=VALUE")
    }
    if let asOf, asOf != "yesterday", CivilDate(Array(asOf.utf8)) == nil {
      throw ValidationError("--as-of is a day such as 2026-04-24, or yesterday")
    }
  }

  /// The options for the compiler; today is that of `zone`, and is looked at once.
  func compilerOptions(zone: TimeZoneRules?) throws(Problems) -> PipelineCompiler.Options {
    let day = Int((zone ?? .utc).localDay(Now.microseconds))
    var options = PipelineCompiler.Options(today: CivilDate(daysSinceEpoch: day))
    options.parameters = parameters.map { text in
      let name = text.prefix { $0 != "=" }
      return (String(name), String(text.dropFirst(name.count + 1)))
    }
    if asOf == "yesterday" {
      options.asOf = CivilDate(daysSinceEpoch: day - 1)
    } else {
      options.asOf = asOf.flatMap { CivilDate(Array($0.utf8)) }
    }
    return options
  }
}

/// A length of time on the command line: `30` seconds, `10m`.
struct WaitingTime: ExpressibleByArgument {
  let seconds: Int

  init?(argument: String) {
    if let duration = DurationLiteral(argument) {
      seconds = duration.seconds
    } else if let number = Int(argument), number >= 0 {
      seconds = number
    } else {
      return nil
    }
  }
}
