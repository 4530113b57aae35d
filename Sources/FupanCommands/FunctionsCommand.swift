import ArgumentParser
import FupanDiagnostics
import FupanPlan

/// `fupan functions`: what expressions can call.
struct FunctionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "functions",
    abstract: "Lists the functions and operators of expressions, or tells about one.")

  @Argument(
    help: "A function: round.",
    completion: .list(FunctionCatalog.all.filter { !$0.isInternal }.map { $0.name }))
  var name: String?

  @OptionGroup var speech: ConsoleOptions

  func run() async throws {
    try await speech.perform { _ in
      let known = FunctionCatalog.all.filter { !$0.isInternal }
      guard let name else {
        try StandardOutput.write(FunctionsCommand.list(known))
        return .done
      }
      if AggregateFunction.names.contains(name), !known.contains(where: { $0.name == name }) {
        try StandardOutput.write(
          "\(name) (aggregate)\n\nReduces the rows of a group to one value; allowed in `into` of "
            + "aggregate and in metrics.\n")
        return .done
      }
      guard let function = known.first(where: { $0.name == name }) else {
        throw UnknownName.problem(
          name, kind: .phrase(en: "function", zh: "函数"),
          among: known.map { $0.name } + AggregateFunction.names)
      }
      try StandardOutput.write(
        "\(function.name) (\(function.family.rawValue))\n\n\(function.summary)\n\n"
          + function.usage.map { "  \($0)\n" }.joined())
      return .done
    }
  }

  private static func list(_ functions: [Function]) -> String {
    let usages = functions.map { $0.usage.joined(separator: ", ") }
    let width = min(44, (usages.map { DisplayWidth.of($0) }.max() ?? 0)) + 3
    var text = ""
    for family in Function.Family.allCases {
      text += family.rawValue + "\n"
      for (function, usage) in zip(functions, usages) where function.family == family {
        text += "  " + DisplayWidth.padded(usage, to: width) + function.summary + "\n"
      }
      text += "\n"
    }
    text += "aggregates, in `into` of aggregate and in metrics\n"
    text += "  " + AggregateFunction.names.joined(separator: ", ") + "\n"
    return text
  }
}
