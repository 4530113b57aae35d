import FupanDiagnostics

extension Message {
  package static let documentNotUTF8 = Message(
    "document_not_utf8", exit: .config,
    en: "the document is not UTF-8", zh: "文档不是 UTF-8 编码",
    hint: (en: "save it as UTF-8 in your editor", zh: "请在编辑器中另存为 UTF-8"))

  package static let aliasLimit = Message(
    "alias_limit", exit: .config,
    en: "the aliases of this document expand to more than {limit} nodes",
    zh: "文档中的别名展开后超过 {limit} 个节点")

  package static let undefinedAlias = Message(
    "undefined_alias", exit: .config,
    en: "this alias has no anchor before it", zh: "此别名之前没有对应的锚点",
    hint: (
      en: "if it is text or an expression, put it in quotes", zh: "如果它是文本或表达式，请加引号"
    ))

  package static let severalDocuments = Message(
    "several_documents", exit: .config,
    en: "a second document begins here; a file holds one", zh: "这里开始了第二个文档；一个文件只能有一个文档",
    hint: (en: "take away the '---', or use two files", zh: "请删去“---”，或分成两个文件"))

  package static let duplicateKey = Message(
    "duplicate_key", exit: .config,
    en: "'{key}' is written twice", zh: "键“{key}”重复了",
    hint: (
      en: "keep one of them, or give one another name", zh: "请只保留一个，或给其中一个改名"
    ))

  package static let firstWrittenHere = Message(
    "first_written_here", exit: .config,
    en: "'{key}' is first written here", zh: "“{key}”首次写在这里")

  package static let customTag = Message(
    "custom_tag", exit: .config,
    en: "tags such as '{tag}' are not used here", zh: "这里不使用“{tag}”这样的标签",
    hint: (en: "a text that begins with '!' needs quotes", zh: "以“!”开头的文本需要加引号"))

  package static let mergeKey = Message(
    "merge_key", exit: .config,
    en: "merge keys ('<<') are not used here", zh: "这里不使用合并键（“<<”）",
    hint: (
      en: "write the settings out, or put them in a preset file under 'use'",
      zh: "请写出各项设置，或放入“use”引用的预设文件"
    ))

  package static let keyNotText = Message(
    "key_not_text", exit: .config,
    en: "a key must be plain text", zh: "键必须是普通文本",
    hint: (
      en: "a value that begins with '{', '[' or '*' needs quotes",
      zh: "以“{”、“[”或“*”开头的值需要加引号"
    ))

  package static let nestingLimit = Message(
    "nesting_limit", exit: .config,
    en: "lists and mappings are nested too deeply here", zh: "列表和映射嵌套过深")

  package static let controlCharacter = Message(
    "control_character", exit: .config,
    en: "a control character stands here", zh: "这里有控制字符",
    hint: (
      en: "take it away; in double quotes it can be written as an escape", zh: "请删去；在双引号中可写成转义"
    ))

  package static let tabIndent = Message(
    "tab_indent", exit: .config,
    en: "a tab stands where YAML wants spaces", zh: "这里用了制表符，YAML 要求空格",
    hint: (en: "indent with spaces", zh: "请用空格缩进"))

  package static let yamlUnclosedQuote = Message(
    "yaml_unclosed_quote", exit: .config,
    en: "this quote is never closed", zh: "此引号没有闭合")

  package static let unclosedBracket = Message(
    "unclosed_bracket", exit: .config,
    en: "'{bracket}' is not closed, or a comma is missing in it", zh: "“{bracket}”没有闭合，或其中缺少逗号",
    hint: (
      en: "close it with '{closing}'; an expression in it needs a line of its own{comma}",
      zh: "请用“{closing}”闭合；其中的表达式请单独成行{comma}"
    ))

  package static let yamlTextAfterQuote = Message(
    "yaml_text_after_quote", exit: .config,
    en: "a value that begins with a quote ends at the next quote, but more text follows",
    zh: "以引号开头的值到下一个引号为止，其后不应再有文本",
    hint: (en: "put the whole value in the other quotes: {mended}", zh: "请用另一种引号括住整个值：{mended}"))

  package static let unexpectedColon = Message(
    "unexpected_colon", exit: .config,
    en: "a ': ' stands inside a value", zh: "值里出现了“: ”",
    hint: (
      en: "put the value in quotes ({mended}), or give the key a line of its own",
      zh: "请给值加引号（{mended}），或让该键单独成行"
    ))

  package static let missingColon = Message(
    "missing_colon", exit: .config,
    en: "a key stands here without its ':'", zh: "这里的键缺少“:”",
    hint: (en: "write 'key: value', with a space after the colon", zh: "请写成“key: value”，冒号后留一个空格"))

  package static let badIndentation = Message(
    "bad_indentation", exit: .config,
    en: "this line does not fit the lines above it", zh: "此行与上面的行不对齐",
    hint: (
      en: "keys of one mapping, and dashes of one list, start in the same column",
      zh: "同一映射的键、同一列表的短横应从同一列开始"
    ))

  package static let reservedStart = Message(
    "reserved_start", exit: .config,
    en: "a value cannot begin with '{character}' unless it is in quotes",
    zh: "不加引号的值不能以“{character}”开头",
    hint: (en: "put the value in quotes", zh: "请给值加引号"))

  package static let invalidEscape = Message(
    "invalid_escape", exit: .config,
    en: "in double quotes a backslash begins an escape, and this is none",
    zh: "双引号中的反斜杠表示转义，而这里不是有效的转义",
    hint: (en: "use single quotes", zh: "请改用单引号"))

  package static let expressionSplitByComma = Message(
    "expression_split_by_comma", exit: .config,
    en: "an expression with a comma needs a line of its own", zh: "含逗号的表达式需要单独成行",
    hint: (en: "take it out of the braces: {mended}", zh: "请移出花括号单独成行：{mended}"))

  package static let yamlSyntax = Message(
    "yaml_syntax", exit: .config,
    en: "this is not YAML: {problem}", zh: "YAML 语法错误：{problem}")

  /// What can be wrong with the text of a document.
  package static let documents: [Message] = [
    .aliasLimit,
    .badIndentation,
    .controlCharacter,
    .customTag,
    .documentNotUTF8,
    .duplicateKey,
    .expressionSplitByComma,
    .firstWrittenHere,
    .invalidEscape,
    .keyNotText,
    .mergeKey,
    .missingColon,
    .nestingLimit,
    .reservedStart,
    .severalDocuments,
    .tabIndent,
    .unclosedBracket,
    .undefinedAlias,
    .unexpectedColon,
    .yamlSyntax,
    .yamlTextAfterQuote,
    .yamlUnclosedQuote,
  ]
}
