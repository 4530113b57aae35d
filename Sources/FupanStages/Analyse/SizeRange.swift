import FupanConfig
import FupanDiagnostics
import FupanMethods

/// A stretch of sizes: `100万..`, `10万..50万`, `..1万`; the upper end is not included.
package struct SizeRange: Hashable, Sendable {
  package let lower: Int64
  package let upper: Int64?

  /// Reads a stretch of whole numbers; nil for anything else.
  package init?(_ text: String) {
    let ends = text.filter { $0 != " " }.split(separator: "..", omittingEmptySubsequences: false)
    guard ends.count == 2 else { return nil }
    func whole(_ end: Substring) -> Int64? {
      AmountLiteral(String(end)).flatMap { amount in
        let exact = ScaledInteger(Int128(amount.decimal.units), scale: amount.decimal.scale)
        return Int64(exactly: exact.doubleValue)
      }
    }
    let lower = ends[0].isEmpty ? 0 : whole(ends[0])
    let upper = ends[1].isEmpty ? nil : whole(ends[1])
    guard let lower, ends[1].isEmpty || upper != nil, upper.map({ $0 > lower }) ?? true else {
      return nil
    }
    self.lower = lower
    self.upper = upper
  }
}

extension SizeRange: ParameterValue {
  package static var kind: ParameterKind { .text }

  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    guard let text = context.text(of: node, wanted: Self.kind, gathering: &problems) else {
      return nil
    }
    guard let range = SizeRange(text) else {
      problems.append(Diagnostic(.notASizeRange, at: node.place, ["text": .text(text)]))
      return nil
    }
    self = range
  }

  package var written: String { "\(lower)..\(upper.map { "\($0)" } ?? "")" }
}

extension Message {
  static let notASizeRange = Message(
    "not_a_size_range", exit: .config, en: "'{text}' is no range of sizes", zh: "“{text}”不是大小范围",
    hint: (en: "write 100000..500000, 10万..50万 or 100万..", zh: "请写 10万..50万 或 100万.."))
}
