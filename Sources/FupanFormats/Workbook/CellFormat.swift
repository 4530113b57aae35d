/// What a number format makes of a cell's number.
enum CellFormat: Hashable, Sendable {
  case number
  /// The number times 100, with `%`.
  case percent
  /// A day, with a time where the number has one.
  case date
  /// A time of day.
  case time
  /// A length of time that may be more than a day: `[h]:mm`.
  case elapsed

  /// Of a format that every workbook knows by its number. Those of 27 to 36 and 50 to 58 are of
  /// Chinese editions.
  init(builtIn number: Int) {
    switch number {
    case 9, 10: self = .percent
    case 14...17, 22, 27...31, 36, 50...54, 57, 58: self = .date
    case 18...21, 32...35, 45, 47, 55, 56: self = .time
    case 46: self = .elapsed
    default: self = .number
    }
  }

  /// Of a format that the workbook itself has: `yyyy"年"m"月"d"日"`, `0.00%`.
  ///
  /// Only its part for positive numbers counts; what is in quotes, behind a backslash or in brackets
  /// is no letter of a date.
  init(code: String) {
    var letters = ""
    var isElapsed = false
    var scalars = Array(code.unicodeScalars)[...]
    scan: while let scalar = scalars.popFirst() {
      switch scalar {
      case ";": break scan
      case "\"":
        while let next = scalars.popFirst(), next != "\"" {}
      case "\\", "_", "*": _ = scalars.popFirst()
      case "[":
        var inside = ""
        while let next = scalars.popFirst(), next != "]" { inside.unicodeScalars.append(next) }
        if !inside.isEmpty, inside.lowercased().allSatisfy({ "hms".contains($0) }) {
          isElapsed = true
        }
      default: letters.unicodeScalars.append(scalar)
      }
    }
    let format = letters.lowercased().replacing("general", with: "").replacing("e+", with: "")
      .replacing("e-", with: "")
    let hasDay = format.contains { "yd".contains($0) } || format.contains("年")
    let hasTime = format.contains { "hs".contains($0) }
    if isElapsed {
      self = .elapsed
    } else if hasDay || (format.contains("m") && !hasTime) {
      self = .date
    } else if hasTime {
      self = .time
    } else {
      self = format.contains("%") ? .percent : .number
    }
  }
}
