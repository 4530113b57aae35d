import FupanSampleData

/// What a plain analysis of a sample's totals would notice.
struct Finding {
  /// The channel whose conversion is furthest above that of all the others, and its z.
  let strongestChannel: String
  let strongestZ: Double
  /// The step at which the largest share is lost, that share, and the next largest.
  let worstStep: String
  let worstLoss: Double
  let secondLoss: Double
  /// Items 15 % or more over the plan, and the largest deviation either way in basis points.
  let overBudget: [String]
  let largestDeviation: Int
  /// The day with the fewest orders, and these as a share of the median day's.
  let worstDay: String
  let worstDayShare: Double
  /// Lapsed big spenders as a share of all buyers, and of what these spent.
  let lapsedShare: Double
  let lapsedRevenueShare: Double

  init(_ truth: Truth) {
    let visitors = truth.channels.reduce(0) { $0 + $1.visitors }
    let payers = truth.channels.reduce(0) { $0 + $1.payers }
    let scores = truth.channels.map { channel in
      let (n1, n2) = (Double(channel.visitors), Double(visitors - channel.visitors))
      let (x1, x2) = (Double(channel.payers), Double(payers - channel.payers))
      let pooled = (x1 + x2) / (n1 + n2)
      return (
        z: (x1 / n1 - x2 / n2) / (pooled * (1 - pooled) * (1 / n1 + 1 / n2)).squareRoot(),
        name: channel.channel
      )
    }
    let strongest = scores.max { $0.z < $1.z }
    strongestChannel = strongest?.name ?? ""
    strongestZ = strongest?.z ?? 0

    let losses = zip(truth.funnel, truth.funnel.dropFirst()).map { from, to in
      (loss: 1 - Double(to.persons) / Double(from.persons), name: to.step)
    }.sorted { $0.loss > $1.loss }
    worstStep = losses[0].name
    worstLoss = losses[0].loss
    secondLoss = losses[1].loss

    overBudget = truth.spend.items.filter { $0.deviationBasisPoints >= 1_500 }.map { $0.item }
    largestDeviation = truth.spend.items.map { abs($0.deviationBasisPoints) }.max() ?? 0

    let days = truth.periodByDay.sorted { $0.orders < $1.orders }
    worstDay = days[0].name
    worstDayShare = Double(days[0].orders) / Double(days[days.count / 2].orders)

    let lapsed = truth.customers.lapsedBigSpenders
    lapsedShare = Double(lapsed.people) / Double(truth.allTime.buyers)
    lapsedRevenueShare =
      (Double(lapsed.netRevenue) ?? 0) / (Double(truth.allTime.netRevenue) ?? 1)
  }
}
