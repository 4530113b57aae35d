/// One row of the RFM map: how many persons a tier has and what they brought.
package struct RFMTierSummary<Tier: Equatable & Sendable>: Equatable, Sendable {
  package let tier: Tier
  /// Persons in the tier; `n` of `share` is everyone scored.
  package let persons: Int
  /// Share of persons.
  package let share: Estimate
  /// Exact net payments, in units of 10^-scale.
  package let revenue: Int128
  /// Share of all net payments; nil where they are not positive.
  package let revenueShare: Double?
  /// Median days since the last order; nil for an empty tier.
  package let medianRecency: Double?
}

extension RFM {
  /// The eleven tiers in their order, empty ones too.
  package func elevenTiers(of population: RFMPopulation) -> [RFMTierSummary<RFMTier11>] {
    summaries(RFMTier11.allCases, tier11.map { Int($0.rawValue) - 1 }, population)
  }

  /// The eight tiers in their order, empty ones too.
  package func eightTiers(of population: RFMPopulation) -> [RFMTierSummary<RFMTier8>] {
    summaries(RFMTier8.allCases, tier8.map { Int($0.rawValue) - 1 }, population)
  }

  private func summaries<Tier: Equatable & Sendable>(
    _ tiers: [Tier], _ indices: [Int], _ population: RFMPopulation
  ) -> [RFMTierSummary<Tier>] {
    var persons = [Int](repeating: 0, count: tiers.count)
    var revenue = [Int128](repeating: 0, count: tiers.count)
    var days = [[Int32]](repeating: [], count: tiers.count)
    var weights = [[Int]](repeating: [], count: tiers.count)
    for (row, tier) in indices.enumerated() where row < population.count {
      let weight = population.weights?[row] ?? 1
      persons[tier] += weight
      revenue[tier] += population.monetary[row] * Int128(weight)
      days[tier].append(population.recencyDays[row])
      if population.weights != nil { weights[tier].append(weight) }
    }
    let total = revenue.reduce(0, +)
    return tiers.indices.map { index in
      RFMTierSummary(
        tier: tiers[index], persons: persons[index],
        share: Estimate.proportion(persons[index], of: n), revenue: revenue[index],
        revenueShare: total > 0 ? Double(revenue[index]) / Double(total) : nil,
        medianRecency: QuantileCut.quantiles(
          of: days[index], weights: population.weights == nil ? nil : weights[index], bins: 2
        ).first?.doubleValue())
    }
  }
}
