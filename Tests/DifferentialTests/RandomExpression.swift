import FupanData
import FupanPlan

/// Seeded random expressions over ``RandomTable``, spelt as a user would.
struct RandomExpression {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// An expression of some type, nested at most `depth` deep.
  mutating func next(depth: Int = 3) -> String {
    switch below(6) {
    case 0: number(depth)
    case 1: text(depth)
    case 2: condition(depth)
    case 3: day(depth)
    case 4: whole(depth)
    default: exact(depth)
    }
  }

  private mutating func whole(_ depth: Int) -> String {
    guard depth > 0 else { return pick(["id", "pieces", "3", "0", "-7", "null", "1000000"]) }
    let (a, b) = (whole(depth - 1), whole(depth - 1))
    return switch below(16) {
    case 0: "(\(a) + \(b))"
    case 1: "(\(a) - \(b))"
    case 2: "(\(a) * \(b))"
    case 3: "idiv(\(a), \(b))"
    case 4: "(\(a) % \(b))"
    case 5: "abs(\(a))"
    case 6: "-(\(a))"
    case 7: "length(\(text(depth - 1)))"
    case 8: "\(pick(["year", "quarter", "month", "day", "weekday"]))(\(time(depth - 1)))"
    case 9: "date_diff('\(unit())', \(time(depth - 1)), \(time(depth - 1)))"
    case 10: "\(pick(["floor", "ceil"]))(\(exact(depth - 1)))"
    case 11: "list_length(tags)"
    case 12: "case when \(condition(depth - 1)) then \(a) else \(b) end"
    case 13: "round(\(a), \(pick(["0", "-1", "-2", "2"])))"
    case 14: "hour(at)"
    default: "coalesce(\(a), \(b))"
    }
  }

  private mutating func exact(_ depth: Int) -> String {
    guard depth > 0 else { return pick(["paid", "total", "1.5", "-0.005", "0.00", "12"]) }
    let (a, b) = (exact(depth - 1), exact(depth - 1))
    return switch below(10) {
    case 0: "(\(a) + \(b))"
    case 1: "(\(a) - \(b))"
    case 2: "(paid * \(whole(depth - 1)))"
    case 3: "(paid * paid)"
    case 4: "round(\(a), \(pick(["0", "1", "2", "-1", "5"])))"
    case 5: "abs(\(a))"
    case 6: "\(pick(["least", "greatest", "coalesce"]))(\(a), \(b))"
    case 7: "case when \(condition(depth - 1)) then \(a) end"
    case 8: "(\(a) % \(b))"
    default: "cast(\(number(depth - 1)) as decimal(3))"
    }
  }

  private mutating func number(_ depth: Int) -> String {
    guard depth > 0 else { return pick(["score", "cast(paid as number)"]) }
    let (a, b) = (number(depth - 1), number(depth - 1))
    return switch below(8) {
    case 0: "(\(exact(depth - 1)) / \(exact(depth - 1)))"
    case 1: "(\(a) + \(b))"
    case 2: "(\(a) * \(b))"
    case 3: "round(\(a), \(pick(["0", "1", "2", "6"])))"
    case 4: "\(pick(["floor", "ceil", "abs", "-"]))(\(a))"
    case 5: "\(pick(["least", "greatest"]))(\(a), \(b))"
    case 6: "(\(a) - \(exact(depth - 1)))"
    default: "(score / \(whole(depth - 1)))"
    }
  }

  private mutating func text(_ depth: Int) -> String {
    guard depth > 0 else { return pick(["shop", "'社群 '", "''", "'aXb'", "null", "'　a'"]) }
    let (a, b) = (text(depth - 1), text(depth - 1))
    return switch below(11) {
    case 0: "(\(a) || \(b))"
    case 1: "\(pick(["lower", "upper", "trim"]))(\(a))"
    case 2: "substr(\(a), \(whole(depth - 1)), \(whole(depth - 1)))"
    case 3: "substr(\(a), \(whole(depth - 1)))"
    case 4: "replace(\(a), \(b), '春')"
    case 5: "regexp_extract(\(a), '\(pick(["[a-z]+", "(a)?(.)", "社.", "^$"]))')"
    case 6: "iso_week(\(time(depth - 1)))"
    case 7: "coalesce(\(a), \(b))"
    case 8: "cast(\(whole(depth - 1)) as text)"
    case 9: "concat(\(a), \(exact(depth - 1)))"
    default: "case when \(condition(depth - 1)) then \(a) else \(b) end"
    }
  }

  private mutating func condition(_ depth: Int) -> String {
    guard depth > 0 else { return pick(["first", "paid > 0", "shop = 'a'", "null", "true"]) }
    let (a, b) = (condition(depth - 1), condition(depth - 1))
    return switch below(12) {
    case 0: "(\(a) and \(b))"
    case 1: "(\(a) or \(b))"
    case 2: "(not \(a))"
    case 3: "(\(exact(depth - 1)) \(sign()) \(exact(depth - 1)))"
    case 4: "(\(text(depth - 1)) \(sign()) \(text(depth - 1)))"
    case 5: "(\(day(depth - 1)) \(sign()) \(day(depth - 1)))"
    case 6: "(\(text(depth - 1)) like '\(pick(["%a%", "_", "", "社%", "%\\"]))')"
    case 7: "\(pick(["starts_with", "ends_with", "contains"]))(\(text(depth - 1)), \(text(0)))"
    case 8: "(\(whole(depth - 1)) between \(whole(depth - 1)) and \(whole(depth - 1)))"
    case 9: "(\(whole(depth - 1)) in (1, \(whole(depth - 1)), null))"
    case 10: "(\(text(depth - 1)) is \(pick(["", "not "]))missing)"
    default: "list_contains(tags, \(text(depth - 1)))"
    }
  }

  private mutating func day(_ depth: Int) -> String {
    guard depth > 0 else { return pick(["day", "date '2026-01-31'", "cast(at as date)"]) }
    return switch below(4) {
    case 0: "date_trunc('\(unit())', \(time(depth - 1)))"
    case 1: "date_add(\(day(depth - 1)), \(whole(0)) % 50, '\(unit())')"
    case 2: "least(\(day(depth - 1)), \(day(depth - 1)))"
    default: "coalesce(\(day(depth - 1)), day)"
    }
  }

  /// A day or an instant.
  private mutating func time(_ depth: Int) -> String {
    below(2) == 0 ? pick(["at", "cast(day as timestamp)"]) : day(depth)
  }

  private mutating func unit() -> String { pick(["day", "week", "month", "quarter", "year"]) }

  private mutating func sign() -> String { pick(["=", "<>", "<", "<=", ">", ">="]) }

  private mutating func pick(_ choices: [String]) -> String { choices[below(choices.count)] }

  private mutating func below(_ limit: Int) -> Int {
    // SplitMix64 (Steele, Lea and Flood 2014).
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(limit))
  }
}
