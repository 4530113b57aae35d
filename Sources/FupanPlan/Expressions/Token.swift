/// A word, number, text or sign of an expression, and where it starts.
struct Token: Hashable {
  enum Kind: Hashable {
    /// A name or keyword as written.
    case identifier(String)
    /// A name in double quotes or backticks: never a keyword.
    case quotedIdentifier(String)
    /// Digits with an optional point, as written.
    case number(String)
    /// Text in single quotes, `''` read as one quote.
    case text(String)
    /// `:name`.
    case parameter(String)
    /// An operator or bracket.
    case sign(String)
    case end
  }

  var kind: Kind
  /// Characters from the start of the expression.
  var offset: Int
}
