import Foundation

/// How headers are compared: NFKC normalisation, then spaces and invisible marks trimmed at both
/// ends, so that `点击率（%） ` is `点击率(%)`.
package enum HeaderName {
  /// The comparable form of a header.
  package static func cleaned(_ header: String) -> String {
    if header.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) { return header }
    let scalars = Array(header.precomposedStringWithCompatibilityMapping.unicodeScalars)
    guard let first = scalars.firstIndex(where: { !isTrimmed($0) }),
      let last = scalars.lastIndex(where: { !isTrimmed($0) })
    else { return "" }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: scalars[first...last])
    return String(result)
  }

  /// Cleaned headers made unique: `分销员`, `分销员#2`. An empty header stays empty.
  package static func unique(_ cleaned: [String]) -> [String] {
    var taken = Set(cleaned.map { Array($0.utf8) })
    var seen: [[UInt8]: Int] = [:]
    return cleaned.map { name in
      guard !name.isEmpty else { return name }
      let count = (seen[Array(name.utf8)] ?? 0) + 1
      seen[Array(name.utf8)] = count
      guard count > 1 else { return name }
      var number = count
      while taken.contains(Array("\(name)#\(number)".utf8)) { number += 1 }
      let result = "\(name)#\(number)"
      taken.insert(Array(result.utf8))
      return result
    }
  }

  private static func isTrimmed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x20, 0x7F, 0x85, 0xA0, 0x200B...0x200F, 0x2028, 0x2029, 0x202F, 0x2060, 0x3000,
      0xFEFF:
      true
    default: false
    }
  }
}
