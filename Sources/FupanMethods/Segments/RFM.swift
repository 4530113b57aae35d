/// Recency, frequency and money scores 1–5, and the tiers made of them.
///
/// Hughes 1994, "Strategic Database Marketing". A score is 1 + the number of cuts that a value lies
/// strictly above, so equal values always get equal scores; heavy ties merge bins, which the flag
/// `merged_bins` says. Quantile cuts need 20 persons.
///
///     guard case .success(let rfm) = RFM.scored(population) else { … }  // too_few
///     rfm.tier11[0]  // .champions
package struct RFM: Equatable, Sendable {
  /// Scores 1–5, a row each.
  package let recency: [UInt8]
  package let frequency: [UInt8]
  package let monetary: [UInt8]
  /// ⌊(F + M + 1) / 2⌋, a row each.
  package let fm: [UInt8]
  package let tier11: [RFMTier11]
  package let tier8: [RFMTier8]
  /// The cuts used, to be kept for the next period.
  package let cuts: RFMCuts
  /// Persons with score 1…5 in each dimension.
  package let binSizes: BinSizes
  /// Mean scores of all persons.
  package let meanScores: (recency: Double, frequency: Double, monetary: Double)
  /// Persons scored.
  package let n: Int
  /// `merged_bins` where a score has no person.
  package let flags: EstimateFlags

  /// Persons that quintiles take; of fewer the scores would be chance.
  package static let minimumPersons = 20

  /// Persons per score 1…5 in each dimension.
  package struct BinSizes: Equatable, Sendable {
    package let recency: [Int]
    package let frequency: [Int]
    package let monetary: [Int]
  }

  /// Scores by quintile cuts of the population itself.
  ///
  /// `too_few` below `minimum` persons, `empty` without any; ties cannot be split between persons who
  /// share a weighted row, which is `undefined`.
  package static func scored(
    _ population: RFMPopulation, minimum: Int = minimumPersons, high: RFMHighCut = .meanOfScores,
    ties: RFMTies = .same
  ) -> Result<RFM, MethodFailure> {
    let n = population.weights?.reduce(0, +) ?? population.count
    guard n > 0 else { return .failure(MethodFailure(.empty)) }
    guard n >= minimum else { return .failure(MethodFailure(.tooFew)) }
    guard ties == .same || population.weights == nil else {
      return .failure(MethodFailure(.undefined))
    }
    let weights = population.weights
    let cuts = RFMCuts(
      recency: QuantileCut.quantiles(
        of: population.recencyDays.map { 0 - $0 }, weights: weights, bins: 5),
      frequency: QuantileCut.quantiles(of: population.frequency, weights: weights, bins: 5),
      monetary: QuantileCut.quantiles(of: population.monetary, weights: weights, bins: 5))
    guard ties == .rank else { return .success(RFM(population, cuts: cuts, high: high)) }
    let money = population.monetary
    return .success(
      RFM(
        scores: (
          ranked(population.recencyDays.map { 0 - Int128($0) }, money),
          ranked(population.frequency.map { Int128($0) }, money), ranked(money, money)
        ), cuts: cuts, high: high))
  }

  /// 1 + ⌊5 (rank − 1) ÷ n⌋, rows ranked by value, then money, then their order.
  private static func ranked(_ values: [Int128], _ money: [Int128]) -> [UInt8] {
    let order = values.indices.sorted {
      (values[$0], money[$0], $0) < (values[$1], money[$1], $1)
    }
    var scores = [UInt8](repeating: 1, count: values.count)
    for (rank, row) in order.enumerated() { scores[row] = UInt8(1 + 5 * rank / values.count) }
    return scores
  }

  /// Scores by cuts that are given: fixed ones, or those of an earlier period.
  package init(
    _ population: RFMPopulation, cuts: RFMCuts, high: RFMHighCut = .meanOfScores
  ) {
    self.init(
      scores: (
        Self.scores(population.recencyDays.map { 0 - $0 }, cuts.recency),
        Self.scores(population.frequency, cuts.frequency),
        Self.scores(population.monetary, cuts.monetary)
      ), weights: population.weights, cuts: cuts, high: high)
  }

  /// Tiers of scores 1–5 that are there already: a row a person, or a weighted row for the persons of
  /// equal scores.
  package init(
    scores: (recency: [UInt8], frequency: [UInt8], monetary: [UInt8]), weights: [Int]? = nil,
    cuts: RFMCuts = RFMCuts(recency: [], frequency: [], monetary: []),
    high: RFMHighCut = .meanOfScores
  ) {
    let (recency, frequency, monetary) = scores
    let fm = zip(frequency, monetary).map { ($0 + $1 + 1) / 2 }
    let sizes = BinSizes(
      recency: Self.bins(recency, weights),
      frequency: Self.bins(frequency, weights),
      monetary: Self.bins(monetary, weights))

    let isHigh: (r: [Bool], f: [Bool], m: [Bool]) =
      switch high {
      case .meanOfScores:
        (
          Self.aboveMean(sizes.recency), Self.aboveMean(sizes.frequency),
          Self.aboveMean(sizes.monetary)
        )
      case .medianOfScores:
        (
          Self.aboveMedian(sizes.recency), Self.aboveMedian(sizes.frequency),
          Self.aboveMedian(sizes.monetary)
        )
      case .fixed(let r, let f, let m):
        (Self.above(r), Self.above(f), Self.above(m))
      }

    self.recency = recency
    self.frequency = frequency
    self.monetary = monetary
    self.fm = fm
    tier11 = zip(recency, fm).map { RFMTier11(recency: Int($0), fm: Int($1)) }
    tier8 = recency.indices.map {
      RFMTier8(
        recencyHigh: isHigh.r[Int(recency[$0]) - 1],
        frequencyHigh: isHigh.f[Int(frequency[$0]) - 1],
        monetaryHigh: isHigh.m[Int(monetary[$0]) - 1])
    }
    self.cuts = cuts
    binSizes = sizes
    meanScores = (
      Self.mean(sizes.recency), Self.mean(sizes.frequency), Self.mean(sizes.monetary)
    )
    n = sizes.recency.reduce(0, +)
    let all = sizes.recency + sizes.frequency + sizes.monetary
    flags = n > 0 && all.contains(0) ? .mergedBins : []
  }

  package static func == (left: RFM, right: RFM) -> Bool {
    left.recency == right.recency && left.frequency == right.frequency
      && left.monetary == right.monetary && left.tier8 == right.tier8 && left.cuts == right.cuts
      && left.binSizes == right.binSizes
  }

  /// Scores 1–5; cuts beyond the fourth do not count.
  private static func scores<Value: FixedWidthInteger>(
    _ values: [Value], _ cuts: [QuantileCut]
  ) -> [UInt8] {
    let floors = cuts.prefix(4).map { Value(clamping: $0.floor) }
    return values.map { value in
      var score: UInt8 = 1
      for floor in floors where value > floor { score += 1 }
      return score
    }
  }

  private static func bins(_ scores: [UInt8], _ weights: [Int]?) -> [Int] {
    var sizes = [Int](repeating: 0, count: 5)
    for (index, score) in scores.enumerated() { sizes[Int(score) - 1] += weights?[index] ?? 1 }
    return sizes
  }

  private static func total(_ sizes: [Int]) -> Int128 {
    sizes.enumerated().reduce(Int128(0)) { $0 + Int128($1.offset + 1) * Int128($1.element) }
  }

  private static func mean(_ sizes: [Int]) -> Double {
    let n = sizes.reduce(0, +)
    return n > 0 ? Double(total(sizes)) / Double(n) : 0
  }

  /// For each score, whether it is above the mean; compared in whole numbers.
  private static func aboveMean(_ sizes: [Int]) -> [Bool] {
    let n = Int128(sizes.reduce(0, +))
    let sum = total(sizes)
    return (1...5).map { Int128($0) * n > sum }
  }

  private static func aboveMedian(_ sizes: [Int]) -> [Bool] {
    let cut = QuantileCut.quantiles(of: [1, 2, 3, 4, 5], weights: sizes, bins: 2).first
    return (1...5).map { cut?.isBelow(Int128($0)) ?? false }
  }

  private static func above(_ cut: Int) -> [Bool] { (1...5).map { $0 > cut } }
}
