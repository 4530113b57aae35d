import Foundation
import FupanCommands
import FupanConfig
import FupanDiagnostics
import FupanEngine
import FupanFormats
import FupanMetrics
import FupanPipelines
import FupanPlan
import FupanReports
import FupanSQL
import FupanStages
import FupanWorkbooks
import Testing

/// Every message of the program has a code of its own, both languages, and a test that provokes it.
struct MessageConventionTests {
  static let all: [Message] = [
    Message.commandLine, Message.config, Message.documents, Message.functions,
    Message.evaluation, Message.binding, Message.expressions, Message.relations,
    Message.reading, Message.structure, Message.sheets, Message.values, Message.engine, Message.sql,
    Message.workbookReading, Message.metrics, Message.alerts, Message.ledgers,
    Message.ledgerWorkbooks,
    Message.stages, Message.rows, Message.analyses, Message.behaviour,
    Message.surveys,
    Message.reports, Message.workbooks, Message.pipelines, Message.people, Message.sections,
    Message.runs, Message.commands, Message.publishedRuns, Message.history, Message.drafts,
    Message.examples, Message.differences,
  ].flatMap { $0 }

  /// Codes that no test names, and why. The list only shrinks.
  private static let unprovoked = [
    "accounting_open": "our own mistake: nothing a user does leads there",
    "also_here": "a note, said by its words",
    "converted_by": "a note, said by its words",
    "depends_on_earlier_problem": "stands for a problem that is told already, and is not shown",
    "empty_union": "the declaration of the stage refuses an empty list first",
    "first_written_here": "a note, said by its words",
    "in_stage": "a note, said by its words",
    "internal_error": "our own mistake: nothing a user does leads there",
    "matched_row": "a note, said by its words",
    "report_inconsistent": "our own mistake: nothing a user does leads there",
    "run_done": "the summary line, said by its words",
    "too_much_text": "needs 4 GiB in one column",
    "workbook_failed": "needs a temporary folder that is full",
    "workbook_too_large": "needs a million rows",
  ]

  @Test func everyMessageIsInAListOfItsModule() throws {
    let listed = Set(MessageConventionTests.all.map { $0.code })
    let pattern = try Regex(#"static let \w+\s*=\s*Message\(\s*"([a-z0-9_]+)""#)
    for path in Repository.files(under: "Sources", ending: ".swift") {
      for match in try Repository.text(path).matches(of: pattern) {
        let code = String(match.output[1].substring ?? "")
        #expect(listed.contains(code), "\(code) of \(path) is in no list of messages")
      }
    }
  }

  @Test func codesAreUniqueAndBothLanguagesSayTheSame() {
    let sorted = MessageConventionTests.all.sorted {
      $0.code.utf8.lexicographicallyPrecedes($1.code.utf8)
    }
    #expect(MessageCatalog.faults(of: sorted) == [])
    #expect(sorted.count > 200)
  }

  @Test func everyCodeIsProvoked() throws {
    var words: Set<Substring> = []
    for ending in [".swift", ".stderr", ".rejects", ".warnings", ".cases"] {
      for path in Repository.files(under: "Tests", ending: ending)
      where !path.hasSuffix("MessageConventionTests.swift") {
        let text = try Repository.text(path)
        words.formUnion(text.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")) })
      }
    }
    let excused = MessageConventionTests.unprovoked
    for message in MessageConventionTests.all {
      let isProvoked = words.contains(message.code[...])
      #expect(
        isProvoked || excused[message.code] != nil,
        "no test provokes \(message.code): add Tests/Cases/problems/\(message.code)/")
      #expect(
        !isProvoked || excused[message.code] == nil,
        "\(message.code) is provoked now: take it off the list")
    }
    let codes = Set(MessageConventionTests.all.map { $0.code })
    #expect(Set(excused.keys).isSubset(of: codes))
  }

  @Test func everyCaseOfAProblemIsNamedByItsCode() throws {
    for code in Repository.folders(under: "Tests/Cases/problems") {
      let file = "Tests/Cases/problems/\(code)/expected.stderr"
      #expect(Repository.exists(file))
      #expect(try Repository.text(file).contains("error[\(code)]"), "\(file)")
    }
  }
}
