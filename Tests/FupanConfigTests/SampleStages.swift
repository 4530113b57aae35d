import FupanConfig
import FupanDiagnostics

enum Keep: String, ParameterChoice { case first, last }

struct Top: Parameterised {
  @Parameter("What to order by.") var of: ColumnName
  @Parameter("How many rows to keep.", .in(1...1000)) var rows: Int = 10
  @Parameter("Which of equal rows stays.") var keep: Keep?
}

struct Select: Parameterised {
  @Parameter("Columns to keep.", .principal, .nonEmpty) var columns: [ColumnName]
}

struct Rule: Parameterised {
  @Parameter("The column.") var column: ColumnName
  @Parameter("How old it may be.") var fresh: DurationLiteral?
  @Parameter("The least share that is filled.") var filled: Percentage?
}

struct Expect: Parameterised {
  @Parameter("The rules.") var rules: [Rule] = []
  @Parameter("Columns that together name a row.") var unique: [ColumnName] = []
}

struct Parse: Parameterised {
  @Parameter("Types by column.", .principal) var columns: OrderedMap<String>
  @Parameter("Group by these.") var orderBy: [ColumnName] = []
}

struct Target: Parameterised {
  @Parameter("The goal.") var goal: QuantityLiteral?
  @Parameter("Who owns it.") var owner: String?
}

struct Campaign: Parameterised {
  @Parameter("The days.") var period: DateRange
  @Parameter("The phases.") var phases: [Named<DateRange>] = []
  @Parameter("The targets.") var targets: [Named<Target>] = []
  @Parameter("Whether to tell.") var quiet: Bool = false
  @Parameter("A stage.") var top: Top?
  @Parameter("Another.") var expect: Expect?
  @Parameter("Columns.") var select: [ColumnName] = []
}
