/// The reference of functions, made from the catalogue.
package enum FunctionReference {
  /// A call and what it gives, as a file of cases has them.
  package struct Example: Sendable {
    package let expression: String
    package let value: String

    package init(expression: String, value: String) {
      self.expression = expression
      self.value = value
    }
  }

  /// Everything that can be called in an expression, by family, with examples.
  ///
  /// - Parameter examples: the examples of each function, by its name.
  package static func markdown(examples: [String: [Example]]) -> String {
    var text = """
      # Functions

      Expressions are SQL's. This is the whole list; `fupan functions` prints it too. Every engine
      gives the same values. `missing` is what SQL calls NULL; unless a function says otherwise, a
      missing argument makes its result missing. Days and hours of an instant are those of the
      pipeline's time zone; the examples are in Asia/Shanghai.

      `case when condition then value … else value end` chooses, `cast(x as type)` changes a type
      (`bool`, `integer`, `decimal(2)`, `number`, `text`, `date`, `timestamp`); a value that does not
      fit is an error of its row.

      """
    for family in Function.Family.allCases {
      let functions = FunctionCatalog.all.filter { $0.family == family && !$0.isInternal }
      if functions.isEmpty { continue }
      text += "\n## \(title(family))\n"
      for function in functions {
        text += "\n### \(function.name)\n\n\(function.summary)\n\n"
        text += function.usage.map { "`\($0)`" }.joined(separator: " · ") + "\n"
        let shown = examples[function.name] ?? []
        if !shown.isEmpty {
          text += "\n```\n"
          for example in shown { text += "\(example.expression) => \(example.value)\n" }
          text += "```\n"
        }
      }
    }
    text += "\n## Aggregates\n\nOnly in `into` of `aggregate` and in metrics.\n"
    text += "\n| call | result |\n|---|---|\n"
    for aggregate in aggregates { text += "| `\(aggregate.usage)` | \(aggregate.summary) |\n" }
    return text
  }

  /// The aggregate functions as they are called, sorted.
  package static let aggregates: [(usage: String, summary: String)] = [
    ("avg(x)", "The sum over the count, as a number; missing for no values."),
    ("count(*)", "How many rows there are."),
    ("count(distinct x)", "How many different values there are."),
    ("count(x)", "How many rows have a value."),
    ("first(x)", "The value of the earliest row in the stage's order, missing ones passed over."),
    ("last(x)", "The value of the latest row in the stage's order, missing ones passed over."),
    ("max(x)", "The largest value."),
    ("min(x)", "The smallest value."),
    (
      "percentile(x, 0.9)",
      "The value below which that share lies, between two values by proportion (type 7)."
    ),
    ("stddev(x)", "The sample standard deviation; missing below two values."),
    (
      "sum(x)",
      "The exact sum; missing for no values. A floating-point number is rounded to nine digits first."
    ),
  ]

  private static func title(_ family: Function.Family) -> String {
    switch family {
    case .arithmetic: "Arithmetic"
    case .comparison: "Comparison"
    case .logic: "Logic"
    case .conditional: "Choice"
    case .text: "Text"
    case .dates: "Days and instants"
    case .lists: "Lists"
    }
  }
}
