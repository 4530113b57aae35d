import FupanDiagnostics
import FupanPlan

/// The paths of the values in the records that a file of JSON starts with.
package enum JSONOutline {
  /// Whether an input begins as JSON does: with an object or an array.
  package static func isJSON(_ input: PeekedInput) -> Bool {
    let encoding = EncodingVerdict.marked(input.prefix) ?? .utf8
    let start = Array(input.prefix.prefix(1024))
    let text =
      encoding == .utf8 ? start : TranscodedSource.text(of: start, encoding, isWhole: false)
    let first = JSONShape.first(of: text)
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  /// The paths of plain values, `properties.$city`, in the order of their first appearance.
  package static func paths(of input: PeekedInput, _ shape: JSONShape) throws(Problems) -> [String]
  {
    var found = PathsFound()
    try found.add(shape, isWhole: input.isWhole)
    return found.all.filter { path in !found.all.contains { $0.hasPrefix(path + ".") } }
  }
}
