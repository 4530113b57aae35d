/// Hides what tells who somebody is in a text that is about to be shown.
///
/// Runs of seven digits and more (phones, ids, numbers of orders and accounts, with spaces or hyphens
/// between), e-mail addresses, names after an @, plates of cars and accounts after 微信 or vx become
/// `***`.
///
///     PersonalText.masked("加我13800138000，晚上联系")  // "加我***，晚上联系"
package enum PersonalText {
  package static func masked(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      let end =
        address(scalars, at: index) ?? digits(scalars, at: index) ?? plate(scalars, at: index)
        ?? account(scalars, at: index)
      if let end {
        result.append(contentsOf: "***".unicodeScalars)
        index = end
      } else {
        result.append(scalars[index])
        index += 1
      }
    }
    return String(result)
  }

  /// The value of a digit, full-width ones too.
  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    (0x30...0x39).contains(scalar.value) || (0xFF10...0xFF19).contains(scalar.value)
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    (0x41...0x5A).contains(scalar.value) || (0x61...0x7A).contains(scalar.value)
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    isDigit(scalar) || isLetter(scalar) || "._%+-".unicodeScalars.contains(scalar)
  }

  /// Where a run of seven digits or more ends that starts here; an X may follow, as in ids.
  private static func digits(_ scalars: [Unicode.Scalar], at start: Int) -> Int? {
    guard isDigit(scalars[start]) else { return nil }
    var (end, count, index) = (start, 0, start)
    while index < scalars.count {
      if isDigit(scalars[index]) {
        count += 1
        index += 1
        end = index
      } else if scalars[index] == "-" || scalars[index] == " ", index == end,
        index + 1 < scalars.count, isDigit(scalars[index + 1])
      {
        index += 1
      } else {
        break
      }
    }
    guard count >= 7 else { return nil }
    if end < scalars.count, scalars[end] == "X" || scalars[end] == "x" { end += 1 }
    return end
  }

  /// Where an e-mail address or a name after @ ends that starts here.
  private static func address(_ scalars: [Unicode.Scalar], at start: Int) -> Int? {
    if start > 0, isWord(scalars[start - 1]) { return nil }
    var index = start
    while index < scalars.count, isWord(scalars[index]) { index += 1 }
    guard index < scalars.count, scalars[index] == "@" || scalars[index] == "＠" else {
      return nil
    }
    let sign = index
    index += 1
    while index < scalars.count, isWord(scalars[index]) || scalars[index].properties.isIdeographic,
      index - sign <= 30
    {
      index += 1
    }
    return index > sign + 1 ? index : nil
  }

  private static let provinces = Set("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼".unicodeScalars)

  private static func plate(_ scalars: [Unicode.Scalar], at start: Int) -> Int? {
    guard provinces.contains(scalars[start]), start + 1 < scalars.count,
      (0x41...0x5A).contains(scalars[start + 1].value)
    else { return nil }
    var index = start + 2
    if index < scalars.count, scalars[index] == "·" { index += 1 }
    let first = index
    while index < scalars.count, isDigit(scalars[index]) || isLetter(scalars[index]) { index += 1 }
    return (5...6).contains(index - first) ? index : nil
  }

  private static let marks = ["微信号", "微信", "wechat", "vx", "wx", "v信", "qq"].map {
    Array($0.unicodeScalars)
  }

  /// Where an account of four characters and more ends, just behind 微信 or the like.
  private static func account(_ scalars: [Unicode.Scalar], at start: Int) -> Int? {
    guard isLetter(scalars[start]) || isDigit(scalars[start]),
      start == 0 || !isWord(scalars[start - 1])
    else { return nil }
    var before = start
    while before > 0, " :：是".unicodeScalars.contains(scalars[before - 1]) { before -= 1 }
    let lead = scalars[max(0, before - 6)..<before].map {
      $0.properties.lowercaseMapping.unicodeScalars.first ?? $0
    }
    guard marks.contains(where: { lead.suffix($0.count).elementsEqual($0) }) else { return nil }
    var end = start
    while end < scalars.count,
      isLetter(scalars[end]) || isDigit(scalars[end]) || scalars[end] == "_" || scalars[end] == "-"
    {
      end += 1
    }
    return end - start >= 4 ? end : nil
  }
}
