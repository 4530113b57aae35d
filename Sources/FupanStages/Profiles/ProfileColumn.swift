import FupanConfig
import FupanPlan

/// One column of a profile: where it is found and how it is read.
package struct ProfileColumn: Parameterised {
  @Parameter("Headers it may have, or paths in JSON; the first found wins.", .principal, .nonEmpty)
  package var from: [String]
  @Parameter("How it is read.") package var `as`: Located<String> = Located("text")
  @Parameter("Which of several columns with that header.", .atLeast(1))
  package var occurrence: Int = 1
  @Parameter("Whether the file may lack it.") package var optional: Bool = false
  @Parameter("Cells that mean 'missing' here.") package var nullTokens: [String] = []
  @Parameter("Whether it tells who somebody is.") package var personal: Bool = false
  @Parameter("What one value belongs to where that is not the row.") package var grain: String?
  @Parameter("Ways a day may be written.") package var formats: [DateFormat] = [.yearFirst]
  @Parameter("Whether bare numbers are percentages.") package var percentScale: Bool = false
  @Parameter("The year of days without one, or the last day they can be.")
  package var yearHint: Located<String>?
  @Parameter("Cells that mean 'missing' for a reason, and the reason.")
  package var codes: OrderedMap<String> = OrderedMap()
  @Parameter("The words that the column may hold, and what each becomes.")
  package var values: OrderedMap<String> = OrderedMap()
  @Parameter("What every other word becomes; by default its row is refused.")
  package var otherwise: String?
  @Parameter("The options of a question; others stay and are counted.")
  package var options: [String] = []
  @Parameter("A new column: why a value is missing, of codes.")
  package var reason: Located<String>?
  @Parameter("A new column: whether the number says 'at least'.")
  package var lowerBound: Located<String>?
  @Parameter("A new column: the text of values that are masked or encrypted.")
  package var masked: Located<String>?
  @Parameter("A new column: the end of a span of time.") package var until: Located<String>?
  @Parameter("What happens to a row with a cell that cannot be read; by default as the stage says.")
  package var onError: OnError?

  package init() {}
}
