import FupanData

/// Values that tell who somebody is, hidden or replaced.
enum PrivacyFunctions {
  static let all: [Function] = [mask, pseudonym, sha256]

  /// Nothing of a text is kept that is no longer than what would be kept.
  static let mask = Function(
    "mask", .text,
    "The text with `*` for each character, but for the first and last ones that are kept; the result tells nobody who somebody is.",
    usage: ["mask(x)", "mask(x, first, last)"],
    sql: .custom { call in
      let text = call.sql[0]
      let first = call.arguments.count == 3 ? call.arguments[1].literal?.text ?? "0" : "0"
      let last = call.arguments.count == 3 ? call.arguments[2].literal?.text ?? "0" : "0"
      let stars = { (count: String) in "repeat('*', CAST(\(count) AS INT))" }
      let end = last == "0" ? "" : " || right(\(text), \(last))"
      let kept =
        "left(\(text), \(first)) || " + stars("length(\(text)) - \(first) - \(last)") + end
      return "CASE WHEN length(\(text)) > \(first) + \(last) THEN \(kept) ELSE "
        + stars("length(\(text))") + " END"
    },
    resolve: { arguments in
      let kept = arguments.dropFirst()
      guard [1, 3].contains(arguments.count), (arguments[0].type ?? .text) == .text,
        kept.allSatisfy({ argument in
          if case .integer(let count)? = argument.literal {
            (0...1000).contains(count)
          } else {
            false
          }
        })
      else { return nil }
      return .init([.text] + kept.map { _ in .integer }, .text)
    }
  ) { arguments, _, count, _ in
    let first = arguments.count == 3 ? integer(arguments[1]) : 0
    let last = arguments.count == 3 ? integer(arguments[2]) : 0
    return TextLoops.rewrite(arguments[0], count: count) { _, text, out in
      var length = 0
      for byte in text where TextLoops.isLead(byte) { length += 1 }
      let hidden = length > first + last ? first..<length - last : 0..<length
      var position = -1
      for byte in text {
        if TextLoops.isLead(byte) {
          position += 1
          if hidden.contains(position) { out.append(UInt8(ascii: "*")) }
        }
        if !hidden.contains(position) { out.append(byte) }
      }
    }
  }

  /// `pseudonym(x, field, key)`, for the `hash` stage: SQL of it would hold the key.
  static let pseudonym = Function(
    "pseudonym", .text, "The keyed pseudonym of a value.", usage: ["pseudonym(x, 'field', 'key')"],
    isInternal: true, sql: .none,
    resolve: Signature.of([.text, .text, .text], literals: [1, 2], .text)
  ) { arguments, _, count, _ in
    let pseudonym = Pseudonym(
      key: TextLoops.constant(arguments[2]),
      field: String(decoding: TextLoops.constant(arguments[1]), as: UTF8.self))
    return TextLoops.rewrite(arguments[0], count: count) { _, text, out in
      pseudonym.append(of: text, to: &out)
    }
  }

  /// `sha256(x)`, for samples. Users have no call of it: a plain hash of a phone number hides
  /// nothing, because all numbers can be tried out.
  static let sha256 = Function(
    "sha256", .text, "The SHA-256 of a text's bytes as 64 hexadecimal digits.",
    usage: ["sha256(x)"], isInternal: true, sql: .template("sha256({0})"),
    dialects: [.spark: .template("sha2({0}, 256)")], resolve: Signature.of([.text], .text)
  ) { arguments, _, count, _ in
    TextLoops.rewrite(arguments[0], count: count) { _, text, out in
      SHA256Text.append(of: text, to: &out)
    }
  }

  private static func integer(_ vector: Vector) -> Int {
    guard case .integer(let column) = vector.column else { preconditionFailure("not an integer") }
    return Int(column.values[0])
  }
}
