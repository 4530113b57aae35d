import ArgumentParser
import FupanDiagnostics
import FupanPipelines

/// `fupan notice`: what a group robot or an inbox is told of the last run.
struct NoticeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notice",
    abstract: "Prints a short message on the last run for a group chat or a mail.",
    discussion: """
      State, six numbers, the alerts that fired with their owners and the age of the data, within \
      what the platform takes; the rest is left out by whole lines. Nothing is sent:

        fupan notice out --for wecom | curl -sS --json @- "$WECOM_ROBOT"
        fupan notice out --for mail | sendmail -i team@example.com
      """)

  @Argument(help: "The output folder, or the folder of one run.")
  var out: String

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("Where it goes.", valueName: "wecom|dingtalk|feishu|mail"))
  var platform: NoticePlatform

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("Its form; by default the platform's usual one.", valueName: "markdown|text")
  )
  var form: NoticePlatform.Form?

  @Option(help: ArgumentHelp("Metrics not to tell of, separated by commas.", valueName: "names"))
  var hide: String?

  @OptionGroup var speech: ConsoleOptions

  func run() async throws {
    try await speech.perform { _ in
      let hidden = (hide ?? "").split(separator: ",").map { String($0) }
      let notice = try Notice(of: out, hiding: Set(hidden), language: speech.language)
      try StandardOutput.write(notice.payload(for: platform, as: form))
      return .done
    }
  }
}

extension NoticePlatform: ExpressibleByArgument {}
extension NoticePlatform.Form: ExpressibleByArgument {}
