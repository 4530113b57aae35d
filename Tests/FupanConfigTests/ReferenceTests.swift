import FupanConfig
import Testing

@Suite struct ReferenceTests {
  @Test func helpAlignsItsColumns() {
    #expect(
      ParameterHelp.text(for: Top.parameters, command: "fupan top") == """
        usage: fupan top --of <column> [--rows <integer>] [--keep <first|last>]

          --of <column>         What to order by.
          --rows <integer>      How many rows to keep. Default 10, from 1 to 1000.
          --keep <first|last>   Which of equal rows stays.

        """)
    #expect(
      ParameterHelp.text(for: Select.parameters, command: "fupan select")
        .hasPrefix("usage: fupan select <column…>\n"))
  }

  @Test func bareWordsAndDocumentsHaveAUsageOfTheirOwn() {
    #expect(
      ParameterHelp.text(for: Select.parameters, command: "fupan select", words: "file…")
        .hasPrefix("usage: fupan select [<file…>] --columns <column…>\n"))
    #expect(
      ParameterHelp.text(for: Top.parameters, item: "top").hasPrefix(
        """
        usage: - top: {of: <column>}

          of: <column>         What to order by.
          rows: <integer>      How many rows to keep. Default 10, from 1 to 1000.
        """))
  }

  @Test func referenceIsAMarkdownTable() {
    #expect(
      ParameterReference.markdown(for: Expect.parameters) == """
        | Parameter | Value | Default | Meaning |
        | --- | --- | --- | --- |
        | `rules` | settings… | `[]` | The rules. |
        | `unique` | column… | `[]` | Columns that together name a row. |

        `rules`, each:

        | Parameter | Value | Default | Meaning |
        | --- | --- | --- | --- |
        | `column` | column | required | The column. |
        | `fresh` | duration |  | How old it may be. |
        | `filled` | percent |  | The least share that is filled. |

        """)
    #expect(
      ParameterReference.markdown(for: Top.parameters).contains(
        "| `keep` | first\\|last |  | Which of equal rows stays. |"))
  }

  @Test func schemaSaysTypesRulesAndDefaults() {
    let schema = JSONSchema.document(Top.self, title: "top")
    #expect(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema")
    #expect(schema["required"] == ["of"])
    #expect(schema["additionalProperties"] == .bool(false))
    #expect(
      schema["properties"]?["rows"]?.text == """
        {
          "description": "How many rows to keep.",
          "default": 10,
          "type": "integer",
          "minimum": 1,
          "maximum": 1000
        }
        """)
    #expect(schema["properties"]?["keep"]?["enum"] == ["first", "last"])
  }

  @Test func schemaAllowsBareValuesOfPrincipalParameters() {
    let schema = JSONSchema.group(Select.parameters)
    guard case .array(let choices)? = schema["anyOf"] else {
      Issue.record("no choice between bare value and settings")
      return
    }
    #expect(choices.count == 2)
    #expect(choices[1]["type"] == "object")
    #expect(choices[1]["required"] == ["columns"])
  }
}
