import FupanDiagnostics

/// A value of a document with the place where it was written, before anything is known of its type.
///
/// A scalar stays the text that was written: what it means is decided by the parameter that reads
/// it, so a column named `no` stays text.
package struct Node: Sendable {
  /// What was written.
  package enum Content: Sendable {
    case scalar(String)
    case sequence([Node])
    case mapping([Entry])
  }

  /// How it was written.
  package enum Style: Sendable {
    case plain, singleQuoted, doubleQuoted, literal, folded
    /// A sequence or mapping by indentation.
    case block
    /// A sequence in `[]` or a mapping in `{}`.
    case flow
    /// A word of the command line.
    case argument
  }

  /// A key of a mapping with its value.
  package struct Entry: Sendable {
    package let key: String
    package let keyStyle: Style
    package let keyPlace: Place
    package let value: Node

    package init(key: String, keyStyle: Style = .plain, keyPlace: Place, value: Node) {
      self.key = key
      self.keyStyle = keyStyle
      self.keyPlace = keyPlace
      self.value = value
    }
  }

  package let content: Content
  package let style: Style
  package let place: Place
  /// The file it was read from, to find places inside a scalar.
  package let source: SourceFile?

  package init(
    _ content: Content, style: Style = .plain, at place: Place, in source: SourceFile? = nil
  ) {
    self.content = content
    self.style = style
    self.place = place
    self.source = source
  }

  /// The value that is absent: what a key without a value, or a bare name's settings, stands for.
  package static func null(at place: Place, in source: SourceFile? = nil) -> Node {
    Node(.scalar(""), style: .plain, at: place, in: source)
  }

  /// The text of a scalar, or nil.
  package var scalar: String? {
    if case .scalar(let text) = content { text } else { nil }
  }

  /// The items of a sequence, or nil.
  package var sequence: [Node]? {
    if case .sequence(let items) = content { items } else { nil }
  }

  /// The entries of a mapping in the order of the file, or nil.
  package var mapping: [Entry]? {
    if case .mapping(let entries) = content { entries } else { nil }
  }

  /// The value at `key` of a mapping, or nil.
  package subscript(key: String) -> Node? {
    mapping?.first { $0.key == key }?.value
  }

  /// Whether nothing was written: an empty plain scalar, `~` or `null`.
  package var isNull: Bool {
    guard style == .plain, case .scalar(let text) = content else { return false }
    return text.isEmpty || text == "~" || text == "null"
  }

  /// Whether it is a scalar in quotes or a block scalar, so certainly meant as text.
  package var isQuoted: Bool {
    guard case .scalar = content else { return false }
    return style != .plain && style != .argument
  }

  /// What was written, in the words of a message.
  package var described: FactValue {
    switch content {
    case .sequence: return .phrase(en: "a list", zh: "列表")
    case .mapping: return .phrase(en: "a mapping", zh: "映射")
    case .scalar(let text):
      if isNull { return .phrase(en: "nothing", zh: "空值") }
      let shown = text.count > 60 ? text.prefix(60) + "…" : text[...]
      return isQuoted
        ? .phrase(en: "the text \"\(shown)\"", zh: "文本“\(shown)”")
        : .phrase(en: "'\(shown)'", zh: "“\(shown)”")
    }
  }
}
