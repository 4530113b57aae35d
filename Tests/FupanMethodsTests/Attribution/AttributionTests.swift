import FupanMethods
import Testing

@Suite struct AttributionTests {
  private static let day: Int64 = 86_400_000_000
  /// A on day 0, B on day 3, A on day 6, Direct on day 9, the order on day 10.
  private let path = [
    Touch(channel: 0, time: 0), Touch(channel: 1, time: 3 * day), Touch(channel: 0, time: 6 * day),
    Touch(channel: 2, time: 9 * day, isDirect: true),
  ]

  private func shares(_ model: AttributionModel) -> [Double] {
    var channels = [0.0, 0, 0]
    for (touch, share) in zip(path, model.shares(path, orderedAt: 10 * Self.day)) {
      channels[touch.channel] += share
    }
    return channels
  }

  @Test("EX-12.1: rules share a path as published") func rulesShareAPathAsPublished() {
    #expect(shares(.linear) == [0.5, 0.25, 0.25])
    #expect(shares(.lastNonDirect) == [1, 0, 0])
    #expect(shares(.first) == [1, 0, 0])
    #expect(shares(.last) == [0, 0, 1])
    let position = shares(.position)
    #expect(isClose(position[0], 0.5, 12))
    #expect(isClose(position[1], 0.1, 12))
    #expect(isClose(position[2], 0.4, 12))
    let decay = shares(.timeDecay(halfLife: 7 * 86_400))
    #expect(isClose(decay[0], 0.42627559, 8))
    #expect(isClose(decay[1], 0.20406728, 8))
    #expect(isClose(decay[2], 0.36965713, 8))
  }

  @Test func shortPathsAreSharedEqually() {
    #expect(AttributionModel.position.shares(Array(path.prefix(1)), orderedAt: 0) == [1])
    #expect(AttributionModel.position.shares(Array(path.prefix(2)), orderedAt: 0) == [0.5, 0.5])
    #expect(AttributionModel.linear.shares([], orderedAt: 0) == [])
    let direct = [path[3], path[3]]
    #expect(AttributionModel.lastNonDirect.shares(direct, orderedAt: 0) == [0, 1])
  }

  @Test func centsOfAnOrderStayWhole() {
    var credits = AttributionCredits(model: .linear, channels: 3)
    let each = (0..<3).map { Touch(channel: 2 - $0, time: Int64($0)) }
    credits.add(order: 100_00, touches: each, orderedAt: 10)
    #expect(credits.value == [33_34, 33_33, 33_33])
    credits.add(order: 50_00, touches: [], orderedAt: 10)
    #expect(credits.unattributedValue == 50_00 && credits.unattributedOrders == 1)
    #expect(credits.total == 150_00 && credits.count == 2)
  }

  @Test func modelsDivergeByTotalVariation() {
    var last = AttributionCredits(model: .last, channels: 3)
    var linear = AttributionCredits(model: .linear, channels: 3)
    last.add(order: 100_00, touches: path, orderedAt: 10 * Self.day)
    linear.add(order: 100_00, touches: path, orderedAt: 10 * Self.day)
    #expect(last.divergence(from: linear) == 0.75)
    #expect(last.divergence(from: last) == 0)
    #expect(last.divergence(from: AttributionCredits(model: .last, channels: 3)) == nil)
  }

  @Test func namesFindTheirModels() {
    for model in AttributionModel.all { #expect(AttributionModel(name: model.name) == model) }
    #expect(AttributionModel(name: "markov") == nil)
  }

  @Test func creditedAndUnattributedAlwaysAddToTheTotal() {
    var random = Xoshiro256(seed: 13)
    for model in AttributionModel.all {
      var credits = AttributionCredits(model: model, channels: 5)
      for _ in 0..<200 {
        let touches = (0..<random.below(6)).map {
          Touch(
            channel: random.below(5), time: Int64($0) * Self.day, isDirect: random.below(4) == 0)
        }
        credits.add(
          order: Int128(random.below(100_000)) - 10_000, touches: touches,
          orderedAt: 30 * Self.day, multiplicity: random.below(3) + 1)
      }
      #expect(credits.value.reduce(0, +) + credits.unattributedValue == credits.total)
      #expect(
        isClose(
          credits.orders.reduce(0, +) + Double(credits.unattributedOrders), Double(credits.count),
          6))
    }
  }
}
