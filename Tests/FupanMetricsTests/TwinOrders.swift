import Foundation
import FupanMethods
import FupanSampleData
import FupanTestSupport

/// The paid orders of a generated sample, without staff and test accounts.
struct TwinOrders {
  struct Order {
    let person: String
    /// Days since 1970-01-01 in Shanghai.
    let day: Int
    let cents: Int
  }

  let orders: [Order]

  init(_ generator: SampleDataGenerator) throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let root = folder.path
    try generator.write(to: root + "/sample", twin: root + "/twin")
    let text = try String(contentsOfFile: root + "/twin/orders.csv", encoding: .utf8)
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let format = ISO8601DateFormatter()
    orders = lines.dropFirst().compactMap { cells in
      guard cells.count == 16, cells[15] == "false", let paid = format.date(from: String(cells[5]))
      else { return nil }
      let day = Int((paid.timeIntervalSince1970 + 8 * 3600) / 86_400)
      let cents = TwinOrders.cents(cells[10]) - TwinOrders.cents(cells[11])
      return Order(person: String(cells[2]), day: day, cents: cents)
    }
  }

  /// Orders on each day from one to another, both included.
  func counts(from first: Int, through last: Int) -> [Double?] {
    var counts = [Double](repeating: 0, count: last - first + 1)
    for order in orders where (first...last).contains(order.day) { counts[order.day - first] += 1 }
    return counts
  }

  /// How many known people there are and what they spent, and the same for those whose last order
  /// is before a day.
  func people(awaySince border: Int) -> (all: (Int, ScaledInteger), away: (Int, ScaledInteger)) {
    var spent: [String: (last: Int, cents: Int)] = [:]
    for order in orders where !order.person.isEmpty {
      let known = spent[order.person] ?? (0, 0)
      spent[order.person] = (max(known.last, order.day), known.cents + order.cents)
    }
    let away = spent.values.filter { $0.last < border }
    return (
      (spent.count, ScaledInteger(Int128(spent.values.reduce(0) { $0 + $1.cents }), scale: 2)),
      (away.count, ScaledInteger(Int128(away.reduce(0) { $0 + $1.cents }), scale: 2))
    )
  }

  private static func cents(_ text: Substring) -> Int {
    Int(text.filter { $0 != "." }) ?? 0
  }
}
