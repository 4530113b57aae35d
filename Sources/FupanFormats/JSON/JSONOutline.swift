import FupanDiagnostics
import FupanPlan

/// The paths of the values in the records that a file of JSON starts with.
package enum JSONOutline {
  /// Whether an input begins as JSON does: with an object or an array.
  package static func isJSON(_ input: PeekedInput) -> Bool {
    first(input) == UInt8(ascii: "{") || isArray(input)
  }

  /// Whether an input begins as an array does.
  package static func isArray(_ input: PeekedInput) -> Bool {
    first(input) == UInt8(ascii: "[")
  }

  private static func first(_ input: PeekedInput) -> UInt8? {
    let start = input.prefix.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    return input.prefix.dropFirst(start).first { !" \t\r\n".utf8.contains($0) }
  }

  /// The paths of plain values, `properties.$city`, in the order of their first appearance.
  package static func paths(of input: PeekedInput) throws(Problems) -> [String] {
    let shape = try JSONShape(input, ReadOptions())
    var found = PathsFound()
    try found.add(input, mark: shape.markLength, isArray: shape.isArray)
    return found.all.filter { path in !found.all.contains { $0.hasPrefix(path + ".") } }
  }
}
