/// Balance of the round and square brackets of an expression, outside its quotes.
enum Brackets {
  /// How many more brackets open than close; negative where one closes that was never opened.
  static func depth(of text: String) -> Int {
    var depth = 0
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil }
        continue
      }
      switch character {
      case "'", "\"": quote = character
      case "(", "[": depth += 1
      case ")", "]":
        depth -= 1
        if depth < 0 { return depth }
      default: break
      }
    }
    return depth
  }
}
