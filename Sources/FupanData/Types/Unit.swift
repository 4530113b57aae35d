/// What a number counts: `CNY`, `s`, `ratio`, `people`.
///
/// Adding, subtracting and comparing need equal units or a bare literal.
package struct Unit: Hashable, Sendable, CustomStringConvertible {
  package let symbol: String

  package init(_ symbol: String) { self.symbol = symbol }

  /// A share where 1 is 100 %.
  package static let ratio = Unit("ratio")
  /// Seconds.
  package static let seconds = Unit("s")

  /// Whether this is money, that is an ISO 4217 code.
  package var isCurrency: Bool {
    symbol.utf8.count == 3 && symbol.utf8.allSatisfy { (65...90).contains($0) }
  }

  /// What stands before an amount of money: `¥`, `HK$`, else the code and a space.
  package var currencyPrefix: String {
    switch symbol {
    case "CNY": "¥"
    case "JPY": "JP¥"
    case "USD": "$"
    case "HKD": "HK$"
    case "TWD": "NT$"
    case "EUR": "€"
    case "GBP": "£"
    default: symbol + " "
    }
  }

  package var description: String { symbol }
}
