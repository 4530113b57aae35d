import ArgumentParser
import Foundation
import FupanConfig
import FupanStages

/// The completions of a shell: those that the library writes of commands, and those of stages,
/// whose options it does not know.
package enum CompletionScript: String, CaseIterable, Sendable {
  case bash, zsh, fish

  /// The script to install.
  package var text: String {
    let shell =
      switch self {
      case .bash: CompletionShell.bash
      case .zsh: CompletionShell.zsh
      case .fish: CompletionShell.fish
      }
    let script = FupanCommand.completionScript(for: shell)
    switch self {
    case .bash: return script + "\n" + bashStages
    case .fish: return script + "\n" + fishStages
    case .zsh:
      // The last lines of an autoloaded function call it; what it calls stands before them.
      guard let call = script.range(of: "\nif [[ \"${funcstack[1]}\"", options: .backwards) else {
        return script
      }
      return script[..<call.lowerBound] + "\n" + zshStages + script[call.lowerBound...]
    }
  }

  /// An option of a stage as a shell completes it.
  private struct Option {
    let name: String
    let help: String
    /// Nil for a flag.
    let value: String?
    /// What can stand behind it, where that is known.
    let choices: [String]
  }

  private static func options(of spec: StageSpec) -> [Option] {
    spec.parameters.map { parameter in
      Option(
        name: parameter.option, help: parameter.help,
        value: isFlag(parameter.kind) ? nil : parameter.kind.placeholder,
        choices: choices(of: parameter.kind))
    }
      + FilterLine.fileOptions(of: spec).map { option in
        Option(name: option.name, help: option.help, value: option.value, choices: [])
      }
  }

  private static let lineOptions: [Option] =
    FilterLine.options.map { option in
      let words = option.value.split(separator: "|").map { String($0) }
      return Option(
        name: option.name, help: option.help, value: option.value,
        choices: words.count > 1 ? words : [])
    } + [Option(name: "help", help: "Shows help.", value: nil, choices: [])]

  private static func isFlag(_ kind: ParameterKind) -> Bool {
    if case .boolean = kind { true } else { false }
  }

  private static func choices(of kind: ParameterKind) -> [String] {
    switch kind {
    case .choice(let names): names
    case .list(of: let item): choices(of: item)
    default: []
    }
  }

  private var bashStages: String {
    let stages = FilterLine.commandNames.joined(separator: " ")
    var text = """
      # The stage that the cursor is in: the first word, or the one after the last 'then'.
      __fupan_stage() {
          local -i index
          stage="${COMP_WORDS[1]}"
          for ((index = 2; index < COMP_CWORD; index++)); do
              [[ "${COMP_WORDS[index]}" = then ]] && stage="${COMP_WORDS[index + 1]}"
          done
      }

      __fupan_stage_completions() {
          local stage options='' choices=''
          __fupan_stage
          if [[ "${prev}" = then ]]; then
              COMPREPLY=($(compgen -W '\(stages)' -- "${cur}"))
              return
          fi
          case "${stage} ${prev}" in

      """
    for spec in FilterLine.stages {
      for option in CompletionScript.options(of: spec) where !option.choices.isEmpty {
        text += "    '\(FilterLine.commandName(of: spec)) --\(option.name)') "
        text += "choices='\(option.choices.joined(separator: " "))' ;;\n"
      }
    }
    for option in CompletionScript.lineOptions where !option.choices.isEmpty {
      text += "    *' --\(option.name)') choices='\(option.choices.joined(separator: " "))' ;;\n"
    }
    text += """
          esac
          if [[ -n "${choices}" ]]; then
              COMPREPLY=($(compgen -W "${choices}" -- "${cur}"))
              return
          fi
          case "${stage}" in

      """
    for spec in FilterLine.stages {
      let names = CompletionScript.options(of: spec).map { "--\($0.name)" }
      text += "    \(FilterLine.commandName(of: spec))) "
      text += "options='\(names.joined(separator: " "))' ;;\n"
    }
    let line = CompletionScript.lineOptions.map { "--\($0.name)" }.joined(separator: " ")
    text += """
          esac
          if [[ "${cur}" = -* ]]; then
              COMPREPLY=($(compgen -W "${options} \(line)" -- "${cur}"))
          else
              COMPREPLY=($(compgen -W then -- "${cur}") $(compgen -f -- "${cur}"))
          fi
      }


      """
    for spec in FilterLine.stages {
      text += "_fupan_\(FilterLine.commandName(of: spec))() { __fupan_stage_completions; }\n"
    }
    return text
  }

  private var zshStages: String {
    var text = """
      __fupan_stage_completions() {
          local -i index start=1
          for ((index = 2; index < CURRENT; index++)); do
              [[ "${words[index]}" == then ]] && start=$((index + 1))
          done
          if ((start == CURRENT)); then
              local -a stages=(\(FilterLine.commandNames.joined(separator: " ")))
              compadd -a stages
              return
          fi
          words=("${(@)words[start,-1]}")
          ((CURRENT -= start - 1))
          local -a specs=()
          case "${words[1]}" in

      """
    for spec in FilterLine.stages {
      text += "    \(FilterLine.commandName(of: spec)))\n        specs=(\n"
      for option in CompletionScript.options(of: spec) {
        text += "            \(CompletionScript.zshSpec(option))\n"
      }
      text += "        )\n        ;;\n"
    }
    text += "    esac\n    specs+=(\n"
    for option in CompletionScript.lineOptions {
      text += "        \(CompletionScript.zshSpec(option))\n"
    }
    text += """
              '*:then or a value:(then)'
          )
          _arguments -s -S : "${specs[@]}"
      }


      """
    for spec in FilterLine.stages {
      text += "_fupan_\(FilterLine.commandName(of: spec))() { __fupan_stage_completions; }\n"
    }
    return text
  }

  /// `'--by=[Separately for each.]:column:'`.
  private static func zshSpec(_ option: Option) -> String {
    func escaped(_ text: String) -> String {
      text.reduce(into: "") { result, character in
        switch character {
        case "'": result += "'\\''"
        case "[", "]", ":", "\\": result += "\\\(character)"
        default: result.append(character)
        }
      }
    }
    let help = "[\(escaped(option.help))]"
    guard let value = option.value else { return "'*--\(option.name)\(help)'" }
    let action = option.choices.isEmpty ? "" : "(\(option.choices.joined(separator: " ")))"
    return "'*--\(option.name)=\(help):\(escaped(value)):\(action)'"
  }

  private var fishStages: String {
    var text = """
      # Whether the cursor is in one of these stages.
      function __fupan_in_stage
          set -l tokens (commandline -opc)
          set -l stage $tokens[2]
          for index in (seq 3 (count $tokens))
              if test "$tokens[$index]" = then
                  set stage ''
                  set -l next (math $index + 1)
                  test $next -le (count $tokens); and set stage $tokens[$next]
              end
          end
          contains -- "$stage" $argv
      end

      function __fupan_after_then
          set -l tokens (commandline -opc)
          test "$tokens[-1]" = then
      end


      """
    let stages = FilterLine.commandNames.joined(separator: " ")
    for spec in FilterLine.stages {
      let name = FilterLine.commandName(of: spec)
      text += "complete -c fupan -n __fupan_after_then -fa \(name) "
      text += "-d \(CompletionScript.fishQuoted(spec.about.summary))\n"
      for option in CompletionScript.options(of: spec) {
        text += CompletionScript.fishLine(option, stages: name)
      }
    }
    for option in CompletionScript.lineOptions {
      text += CompletionScript.fishLine(option, stages: stages)
    }
    text += "complete -c fupan -n '__fupan_in_stage \(stages)' -a then -d 'Adds another stage.'\n"
    return text
  }

  private static func fishLine(_ option: Option, stages: String) -> String {
    var text = "complete -c fupan -n '__fupan_in_stage \(stages)' -l \(option.name)"
    if option.value != nil { text += " -r" }
    if !option.choices.isEmpty {
      text += " -fa \(fishQuoted(option.choices.joined(separator: " ")))"
    }
    return text + " -d \(fishQuoted(option.help))\n"
  }

  private static func fishQuoted(_ text: String) -> String {
    "'"
      + text.reduce(into: "") { result, character in
        if character == "'" || character == "\\" { result += "\\" }
        result.append(character)
      } + "'"
  }
}
