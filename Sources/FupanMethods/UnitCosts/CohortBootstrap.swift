/// How far the value a head of a cohort would move in a comparable one: its customers drawn again,
/// 2,000 times, each with all that they brought (Efron and Tibshirani 1993).
///
/// Customers are put in the order of what they brought, so neither their names nor the order of rows
/// shows. A cohort is drawn by itself, also where cohorts are taken together.
package struct CohortBootstrap: Equatable, Sendable {
  package static let replicates = 2000

  /// What all customers of a draw brought up to each age, draw after draw.
  private let sums: [[Double]]
  private let size: Int

  /// Nil beyond 100,000 customers, and without any.
  ///
  /// - Parameters:
  ///   - customers: for each what came at which age, ages from 0; later ones than `ages` are left out.
  ///   - name: of the stream, such as the cohort's first day.
  package init?(_ customers: [[(age: Int, amount: Int64)]], ages: Int, name: String) {
    guard (1...Interval.maximumClusters).contains(customers.count), ages > 0 else { return nil }
    let known = customers.map { customer in
      customer.filter { (0..<ages).contains($0.age) && $0.amount != 0 }
        .sorted { ($0.age, $0.amount) < ($1.age, $1.amount) }
    }.sorted { left, right in
      left.lexicographicallyPrecedes(right) { ($0.age, $0.amount) < ($1.age, $1.amount) }
    }
    size = known.count
    sums = (0..<Self.replicates).map { replicate in
      var random = RandomStream.stream(
        seed: 42, name: "lifetime_value \(name)", replicate: UInt64(replicate))
      var brought = [Int128](repeating: 0, count: ages)
      for _ in known.indices {
        for part in known[random.below(known.count)] { brought[part.age] += Int128(part.amount) }
      }
      var total: Int128 = 0
      return brought.map { amount in
        total += amount
        return Double(total)
      }
    }
  }

  /// The interval of the value a head at an age, in the amounts' unit; nil beyond the last age.
  package func interval(age: Int) -> Interval? { CohortBootstrap.interval([self], age: age) }

  /// The interval of the value a head of cohorts together; nil below two customers.
  package static func interval(_ cohorts: [CohortBootstrap], age: Int) -> Interval? {
    guard !cohorts.isEmpty, cohorts.allSatisfy({ $0.sums[0].indices.contains(age) }) else {
      return nil
    }
    let size = cohorts.reduce(0) { $0 + $1.size }
    guard size > 1 else { return nil }
    let values = (0..<replicates).map { replicate in
      cohorts.reduce(0) { $0 + $1.sums[replicate][age] } / Double(size)
    }.sorted()
    return Interval(
      Quantile.type7(Fraction(25, over: 1000), ofSorted: values),
      Quantile.type7(Fraction(975, over: 1000), ofSorted: values), method: .bootstrap)
  }
}
