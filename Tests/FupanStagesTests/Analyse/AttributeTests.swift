import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan
import FupanStages
import Testing

/// The plan's credits against those of the method, order by order, and the check on their sum.
struct AttributeTests {
  private struct Order {
    var person: Int?
    var at: Int64
    var cents: Int64
  }

  private static let hour: Int64 = 3_600_000_000
  private static let names = ["A", "B", "C", "D"]

  @Test(arguments: 0..<12)
  func dividesAsTheMethodDoes(seed: Int) async throws {
    var random = RandomStream.stream(seed: 5, name: "attribute", replicate: UInt64(seed))
    var orders: [Order] = []
    for _ in 0..<60 {
      // Distinct instants, so that it is plain which order comes first.
      let at = Int64(orders.count) * 7 + Int64(random.below(7))
      let person = random.below(10) == 0 ? nil : random.below(12)
      orders.append(
        Order(person: person, at: at, cents: Int64(random.below(40_000)) - 5_000))
    }
    let touches = (0..<300).map { _ in
      (
        person: random.below(12), at: Int64(random.below(420)),
        channel: random.below(5)
      )
    }
    let orderTable = Table(
      Schema([
        Field("person_id", .integer), Field("paid_at", .timestamp),
        Field("net", .decimal(scale: 2), unit: Unit("CNY")),
      ]),
      rows: orders.map { order in
        [
          order.person.map { .integer(Int64($0)) } ?? .missing,
          .timestamp(order.at * AttributeTests.hour), .decimal(Int128(order.cents), scale: 2),
        ]
      })
    let touchTable = Table(
      Schema([
        Field("person_id", .integer), Field("ts", .timestamp), Field("channel", .text),
      ]),
      rows: touches.map { touch in
        [
          .integer(Int64(touch.person)), .timestamp(touch.at * AttributeTests.hour),
          touch.channel < 4 ? .text(AttributeTests.names[touch.channel]) : .missing,
        ]
      })
    let result = try await StageRun(datasets: ["events": touchTable]).table(
      Attribute.self,
      """
      {of: net, to: events, by: channel, window_days: 2, half_life: 12h, direct: [D],
      models: [last, first, linear, last_non_direct, position, time_decay, markov]}
      """, over: orderTable)

    let rules: [AttributionModel] = [
      .last, .first, .linear, .lastNonDirect, .position, .timeDecay(halfLife: 12 * 3600),
    ]
    for model in rules {
      var credits = AttributionCredits(model: model, channels: 4)
      for order in orders {
        let before = orders.filter { $0.person == order.person && $0.at < order.at }.map { $0.at }
        let own = touches.filter {
          $0.person == order.person && $0.channel < 4 && $0.at <= order.at
            && order.at - $0.at <= 48 && $0.at > before.max() ?? -1
        }.sorted { ($0.at, $0.channel) < ($1.at, $1.channel) }
        credits.add(
          order: Int128(order.cents),
          touches: own.map {
            Touch(
              channel: $0.channel, time: $0.at * AttributeTests.hour, isDirect: $0.channel == 3)
          }, orderedAt: order.at * AttributeTests.hour)
      }
      let rows = result.rows.filter { $0[0] == .text(model.name) }
      for (index, name) in AttributeTests.names.enumerated() {
        let row = try #require(rows.first { $0[1] == .text(name) })
        #expect(row[3] == .decimal(credits.value[index], scale: 2))
        #expect(abs((row[2].double ?? -1) - credits.orders[index]) < 1e-4)
      }
      let rest = try #require(rows.first { $0[1] == .missing })
      #expect(rest[3] == .decimal(credits.unattributedValue, scale: 2))
      #expect(rest[2] == .number(Double(credits.unattributedOrders)))
    }
    // What the chain credits and what it cannot are all orders too, whatever it thinks of channels.
    let chained = result.rows.filter { $0[0] == .text("markov") }
    let cents = chained.reduce(Int128(0)) { sum, row in
      if case .decimal(let units, _) = row[3] { sum + units } else { sum }
    }
    #expect(cents == orders.reduce(Int128(0)) { $0 + Int128($1.cents) })
  }

  @Test func theOrderOfRowsChangesNoCredit() async throws {
    var random = RandomStream.stream(seed: 6, name: "attribute")
    let orders = (0..<40).map { index -> [Value] in
      [
        .integer(Int64(random.below(9))), .timestamp(Int64(index) * 5 * AttributeTests.hour),
        .decimal(Int128(random.below(9000)), scale: 2),
      ]
    }
    let touches = (0..<200).map { _ -> [Value] in
      [
        .integer(Int64(random.below(9))),
        .timestamp(Int64(random.below(200)) * AttributeTests.hour),
        .text(AttributeTests.names[random.below(4)]),
      ]
    }
    func table(_ orders: [[Value]], _ touches: [[Value]]) async throws -> Table {
      let touched = Table(
        Schema([Field("person_id", .integer), Field("ts", .timestamp), Field("channel", .text)]),
        rows: touches)
      return try await StageRun(datasets: ["events": touched]).table(
        Attribute.self,
        """
        {of: net, to: events, window_days: 3, models: [last, linear, position, time_decay,
        shapley, markov], markov_order: 2}
        """,
        over: Table(
          Schema([
            Field("person_id", .integer), Field("paid_at", .timestamp),
            Field("net", .decimal(scale: 2)),
          ]), rows: orders))
    }
    let found = try await table(orders, touches)
    let turned = try await table(orders.reversed(), touches.reversed())
    #expect(found.rows == turned.rows)
    #expect(found.count > 0 && found.count % 6 == 0)
  }

  /// Names of persons, which are turned round here, change no bound; cents instead of yuan scale those
  /// of values and leave those of shares.
  @Test func neitherNamesNorTheCurrencyChangeABound() async throws {
    var random = RandomStream.stream(seed: 7, name: "attribute")
    let orders = (0..<60).map { index in
      (person: random.below(25), at: Int64(index) * 5, cents: Int128(100 + random.below(9000)))
    }
    let touches = (0..<200).map { _ in
      (person: random.below(40), at: Int64(random.below(300)), channel: random.below(4))
    }
    func table(_ name: (Int) -> Int, _ factor: Int128) async throws -> Table {
      let touched = Table(
        Schema([Field("person_id", .integer), Field("ts", .timestamp), Field("channel", .text)]),
        rows: touches.map {
          [
            .integer(Int64(name($0.person))), .timestamp($0.at * AttributeTests.hour),
            .text(AttributeTests.names[$0.channel]),
          ]
        })
      return try await StageRun(datasets: ["events": touched]).table(
        Attribute.self,
        """
        {of: net, to: events, window_days: 3, models: [last, linear, shapley, markov],
        markov_order: auto}
        """,
        over: Table(
          Schema([
            Field("person_id", .integer), Field("paid_at", .timestamp),
            Field("net", .decimal(scale: 2)),
          ]),
          rows: orders.map {
            [
              .integer(Int64(name($0.person))), .timestamp($0.at * AttributeTests.hour),
              .decimal($0.cents * factor, scale: 2),
            ]
          }))
    }
    let plain = try await table({ $0 }, 1)
    #expect(try await table({ 1000 - 7 * $0 }, 1).rows == plain.rows)
    let methods = try #require(plain.values("ci_method"))
    #expect(methods.contains(.text("boot")) && !methods.contains(.text("t")))
    let hundredfold = try await table({ $0 }, 100)
    for (left, right) in zip(plain.rows, hundredfold.rows) {
      for (column, factor) in [(5, 100.0), (6, 100), (7, 1), (8, 1)] {
        #expect(left[column].isMissing == right[column].isMissing)
        if let first = left[column].double, let second = right[column].double {
          // Cents that are left over go elsewhere.
          #expect(abs(second - first * factor) <= 2e-3 * max(1, abs(second)))
        }
      }
      if let low = left[7].double, let high = left[8].double, let share = left[4].double {
        #expect(low <= share && share <= high && low >= 0 && high <= 1)
      }
    }
  }

  @Test func creditsThatDoNotAddUpEndTheRun() {
    let finish = Attribute.finish([.linear], scale: 2, unit: nil, .path)
    let schema = Schema(
      [Field("is_total", .integer), Field("channel", .text)]
        + ["people", "value0", "micro0", "square0", "effect"].map { Field($0, .integer) })
    let table = Table(
      schema,
      rows: [
        [
          .integer(0), .text("A"), .integer(0), .integer(999), .integer(1_000_000), .missing,
          .missing,
        ],
        [.integer(1), .missing, .integer(1), .integer(1000), .integer(1), .missing, .missing],
      ])
    #expect { _ = try finish.run(table) } throws: { error in
      (error as? Problems)?.first.code == "credits_do_not_add_up"
    }
  }
}
