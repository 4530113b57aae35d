import ArgumentParser
import FupanPlan

/// The option of every command that looks into files, for those that are workbooks.
struct SheetOptions: ParsableArguments {
  /// What the option says, for stages as commands too.
  static let help =
    "The sheet of a workbook: its name, its number or a pattern of names; by default the only one "
    + "with cells or a known header."

  @Option(help: ArgumentHelp(SheetOptions.help, valueName: "sheet"))
  var sheet: String?

  var choice: SheetChoice? { sheet.map { SheetChoice($0) } }
}
