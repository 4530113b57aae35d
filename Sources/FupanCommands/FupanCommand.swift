import ArgumentParser
import FupanPipelines
import FupanStages

/// `fupan`: the program.
struct FupanCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "fupan",
      abstract: "Turns exported survey, order and engagement data into retrospective reports.",
      discussion: """
        A pipeline is a YAML file; the same file runs from cron and from make, and each of its \
        stages is a filter between pipes:

          fupan run retrospective.yaml --out out
          fupan keep "paid_at is not null" then top --of amount < orders.csv
        """,
      version: ProgramVersion.current, subcommands: commands,
      groupedSubcommands: [CommandGroup(name: "Stages as filters", subcommands: filters)])
  }

  private static let commands: [any ParsableCommand.Type] = [
    RunCommand.self, CheckCommand.self, PlanCommand.self, ExplainCommand.self, RenderCommand.self,
    ConvertCommand.self, SniffCommand.self, HeadCommand.self, StagesCommand.self,
    FunctionsCommand.self, ProfilesCommand.self,
    SchemaCommand.self, SampleDataCommand.self,
    NoticeCommand.self, CloseCommand.self, HistoryCommand.self, DiffCommand.self,
    InitCommand.self, DemoCommand.self, TestCommand.self,
    ManualCommand.self,
  ]

  /// A command for each stage that turns rows into rows.
  private static var filters: [any ParsableCommand.Type] {
    StageCatalog.all.compactMap { spec in spec.transform.map { command(of: $0) } }
  }

  private static func command<S: TransformStage>(_ type: S.Type) -> any ParsableCommand.Type {
    StageCommand<S>.self
  }

  private static func command(of type: any TransformStage.Type) -> any ParsableCommand.Type {
    command(type)
  }

  /// The names of all commands.
  static var names: [String] {
    commands.compactMap { $0.configuration.commandName }
      + FilterLine.stages.map { FilterLine.commandName(of: $0) }
  }
}
