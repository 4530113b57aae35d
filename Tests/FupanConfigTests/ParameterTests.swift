import FupanConfig
import FupanDiagnostics
import Testing

/// An expression as another module will make one its own: text, and a place for any byte of it.
struct Formula: ParameterValue {
  let text: String

  static var kind: ParameterKind { .expression }

  init?(from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]) {
    guard let text = context.expressionText(of: node, gathering: &problems) else { return nil }
    if let bad = text.utf8.firstIndex(of: UInt8(ascii: "$")) {
      let offset = text.utf8.distance(from: text.utf8.startIndex, to: bad)
      problems.append(Diagnostic(.unreadable, at: node.place(atUTF8Offset: offset)))
      return nil
    }
    self.text = text
  }
}

struct Keeping: Parameterised {
  @Parameter("The condition.", .principal) var condition: Formula
}

struct Files: Parameterised {
  @Parameter("The files.", .principal, .nonEmpty) var files: [FilePath]
  @Parameter("A label.") var label: String = "none"
  @Parameter("What follows.") var then: [Named<Node>] = []
}

struct Careless: Parameterised {
  @Parameter("no sentence", .principal) var one: String
  @Parameter("Another.", .principal) var two: String
  @Parameter("Group.") var three: [Nested]

  struct Nested: Parameterised {
    @Parameter("Bad") var four: String
  }
}

@Suite struct ParameterTests {
  @Test func keysAndOptionsComeFromTheProperty() throws {
    let spec = try #require(Aggregate.parameters.first { $0.property == "inOrder" })
    #expect(spec.key == "in_order")
    #expect(spec.option == "in-order")
    #expect(spec.defaultText == "false")
    #expect(!spec.isRequired)
    let into = try #require(Aggregate.parameters.first { $0.property == "into" })
    #expect(into.isRequired && into.isPrincipal)
    #expect(Aggregate.parameters.first { $0.property == "rows" }?.isRequired == false)
  }

  @Test func typesAreDecodedThroughTheirExistential() throws {
    let types: [any Parameterised.Type] = [Top.self, Keeping.self]
    let node = try YAMLDocument.parse("a > 0", file: "f").root
    #expect(throws: Problems.self) { try types[0].decode(node) }
    let keeping = try #require(types[1].decode(node) as? Keeping)
    #expect(keeping.condition.text == "a > 0")
  }

  @Test func expressionsPlaceTheirOwnProblems() {
    MarkedDocument("condition: 'it''s' ").expect(Keeping.self, [])
    MarkedDocument("condition: '''x'' = ①$'").expect(Keeping.self, ["unreadable"])
    MarkedDocument("condition: >\n  a\n  = ①$\n").expect(Keeping.self, ["unreadable"])
    MarkedDocument("condition: ①[a]").expect(Keeping.self, ["wrong_type"])
    MarkedDocument("condition: ①''").expect(Keeping.self, ["missing_value"])
  }

  @Test func textValuesTakeDeclaredParameters() throws {
    let node = try YAMLDocument.parse(
      "{files: 'exports/${month}/*.csv', label: '${month}-${month}'}", file: "f"
    ).root
    let files = try Files.decode(node, in: DecodingContext(substitutions: ["month": "2026-04"]))
    #expect(files.files.first?.text == "exports/2026-04/*.csv")
    #expect(files.files.first?.isPattern == true)
    #expect(files.label == "2026-04-2026-04")
    do throws(Problems) {
      _ = try Files.decode(node, in: DecodingContext(substitutions: ["mnth": "x"]))
      Issue.record("took an unknown parameter")
    } catch {
      #expect(error.all.map(\.code) == Array(repeating: "unknown_substitution", count: 3))
      #expect(error.first.place == Place(file: "f", line: 1, column: 18))
    }
    MarkedDocument("a①${b").expect(Files.self, ["unclosed_substitution"])
  }

  @Test func resolvedParametersSayWhereTheyWereWritten() throws {
    let files = try decode(Files.self, "files: a.csv\nthen: [keep: {x: 1}, html]\n")
    #expect(files.resolvedParameters.map(\.key) == ["files", "label", "then"])
    #expect(
      files.resolvedParameters.map(\.value) == ["[a.csv]", "none", "[keep: {x: 1}, html]"])
    #expect(files.resolvedParameters.map { $0.place?.line } == [1, nil, 2])
  }

  @Test func carelessDeclarationsAreFound() {
    #expect(
      ParameterDeclarations.faults(of: Careless.parameters) == [
        "the help of 'one' is not a sentence",
        "in 'three': the help of 'four' is not a sentence",
        "several principal parameters: one, two",
      ])
    #expect(ParameterDeclarations.faults(of: Aggregate.parameters) == [])
  }

  @Test func groupsWithoutPrincipalTakeNoBareValue() {
    MarkedDocument("①revenue").expect(Top.self, ["wrong_type"])
    MarkedDocument("{period: 2026-04-10..2026-04-10, targets: [①[a], {a: 1, ②b: 2}, ③~]}").expect(
      Campaign.self, ["not_a_named_item", "several_names", "not_a_named_item"])
  }
}
