import FupanConfig
import FupanDiagnostics
import FupanPipelines
import FupanStages

/// The manual pages, made from the declarations, in the `man` macros of roff.
package enum ManualPage: String, CaseIterable, Sendable {
  /// fupan(1): the commands.
  case fupan
  /// fupan-stages(7): the stages and their parameters.
  case stages

  /// The page's text.
  ///
  /// - Throws: a declaration that cannot be read, a defect of the program.
  package func roff() throws(Problems) -> String {
    switch self {
    case .fupan: try ManualPage.commands()
    case .stages: ManualPage.vocabulary()
    }
  }

  private static func commands() throws(Problems) -> String {
    let program = try CommandOutline.program()
    var page = head("FUPAN", section: 1)
    page += "fupan \\- \(escaped(lowercased(program.summary)))\n"
    page += ".SH SYNOPSIS\n.B fupan\n.I command\n.RI [ options ]\n.br\n.B fupan\n.I stage\n"
    page += ".RI [ options ]\n.RB [ then\n.IR stage \" …]\n"
    page += ".SH DESCRIPTION\n" + paragraphs(program.discussion)
    page += ".SH COMMANDS\n"
    for command in program.subcommands { page += section(command, parent: "fupan") }
    page += ".SH STAGES AS FILTERS\n"
    page += "Each stage reads CSV on standard input and writes CSV on standard output.\n"
    page += ".B then\nadds another stage. The parameters are in\n.BR fupan\\-stages (7).\n"
    for spec in FilterLine.stages {
      page += item(FilterLine.commandName(of: spec), nil, spec.about.summary)
    }
    page += ".PP\nOptions of the whole line:\n"
    for option in FilterLine.options {
      page += item("--\(option.name)", option.value, option.help)
    }
    for spec in FilterLine.stages {
      for option in FilterLine.fileOptions(of: spec) {
        let remark = " Of \(FilterLine.commandName(of: spec)) only."
        page += item("--\(option.name)", option.value, option.help + remark)
      }
    }
    page += ".SH EXIT STATUS\n"
    for status in ExitStatus.allCases {
      page += item("\(status.rawValue)", nil, status.summary)
    }
    return page + ".SH SEE ALSO\n.BR fupan\\-stages (7)\n"
  }

  private static func vocabulary() -> String {
    var page = head("FUPAN-STAGES", section: 7)
    page += "fupan\\-stages \\- the stages of pipelines and their parameters\n"
    page += ".SH DESCRIPTION\n"
    page += "A dataset of a pipeline is a list of stages. The first reads, the others turn rows "
    page += "into rows, the last may write.\n"
    for category in StageCategory.allCases {
      let stages = StageCatalog.all.filter { $0.about.category == category }
      if stages.isEmpty { continue }
      page += ".SH \(category.rawValue.uppercased())\n"
      for spec in stages {
        page += ".SS \(escaped(spec.about.name))\n\(escaped(spec.about.summary))\n"
        for parameter in spec.parameters {
          page += item(
            parameter.key + (parameter.isPrincipal ? " (principal)" : ""),
            parameter.kind.placeholder,
            parameter.help + ParameterHelp.remarks(of: parameter)
              + (parameter.isRequired ? " Required." : ""))
        }
      }
    }
    return page + ".SH SEE ALSO\n.BR fupan (1)\n"
  }

  private static func head(_ title: String, section: Int) -> String {
    ".\\\" Written by fupan manual.\n"
      + ".TH \(escaped(title)) \(section) \"\" \"fupan \(ProgramVersion.current)\" Fupan\n"
      + ".SH NAME\n"
  }

  private static func section(_ command: CommandOutline, parent: String) -> String {
    let operands = command.ownArguments.filter { $0.names.isEmpty }.map {
      $0.isOptional ? "[\($0.head)]" : $0.head
    }
    let head = ([parent, command.name] + operands).joined(separator: " ")
    var text = ".SS \(escaped(head))\n\(escaped(command.summary))\n"
    if !command.discussion.isEmpty { text += ".PP\n" + paragraphs(command.discussion) }
    for argument in command.ownArguments {
      if argument.names.isEmpty {
        text += item(nil, argument.value, argument.explanation)
      } else {
        text += item(argument.names.joined(separator: ", "), argument.value, argument.explanation)
      }
    }
    for child in command.subcommands {
      text += section(child, parent: "\(parent) \(command.name)")
    }
    return text
  }

  /// A tagged paragraph: the word in bold, what stands for its value in italics.
  private static func item(_ word: String?, _ value: String?, _ text: String) -> String {
    let bold = word.map { "\\fB\(escaped($0))\\fR" }
    let italic = value.map { "\\fI\(escaped($0))\\fR" }
    return ".TP\n" + [bold, italic].compactMap { $0 }.joined(separator: " ")
      + "\n\(escaped(text))\n"
  }

  /// Paragraphs; lines that are indented are shown as they are.
  private static func paragraphs(_ text: String) -> String {
    var page = ""
    var isExample = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty {
        if !isExample { page += ".PP\n" }
        continue
      }
      let indented = line.hasPrefix("  ")
      if indented != isExample { page += indented ? ".RS\n.nf\n" : ".fi\n.RE\n.PP\n" }
      isExample = indented
      page += escaped(String(line.drop { $0 == " " })) + "\n"
    }
    return page + (isExample ? ".fi\n.RE\n" : "")
  }

  private static func lowercased(_ sentence: String) -> String {
    let text = sentence.hasSuffix(".") ? sentence.dropLast() : sentence[...]
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  /// Text of which roff takes nothing for a request or an escape.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      case "\n": result += " "
      default: result.append(character)
      }
    }
    return result.hasPrefix(".") ? "\\&" + result : result
  }
}
