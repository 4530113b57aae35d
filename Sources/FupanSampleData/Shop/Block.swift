import FupanMethods

/// A part of the sample that is complete in itself: people, what they did, what they ordered.
///
/// A sample of scale n is n such blocks, so it is written in constant memory, and every count of
/// persons is the sum over blocks.
struct Block {
  static let people = 2_000
  static let orders = 2_000
  static let events = 20_000
  static let answers = 1_000
  static let notes = 400
  static let leftOutPeople = 12
  static let anonymousDevices = 300

  let number: Int
  let seed: UInt64
  let truths: PlantedTruths
  var people: [Person] = []
  var orders: [Order] = []
  var events: [Event] = []

  /// Where somebody was in the mini-program, so that pages seen can be added.
  struct Session {
    let start: Int
    let visitor: Event.Visitor
    let channel: Int
    let otherSource: Bool
  }
  var sessions: [Session] = []
  var shares = 0
  /// Days still to be dealt to orders.
  var deck: [Int] = []

  init(number: Int, seed: UInt64, truths: PlantedTruths) {
    self.number = number
    self.seed = seed
    self.truths = truths
    sessions.reserveCapacity(Self.events / 4)
    makePeople()
    makeVisits()
    makeAnonymousVisits()
    makeTaobaoOrders()
    makeHistory()
    makePageViews()
    // The order of making breaks ties, so that the result is total.
    let times = events.enumerated().map { ($0.element.time, $0.offset) }.sorted { $0 < $1 }
    events = times.map { events[$0.1] }
    linkShares()
  }

  func random(_ name: String) -> Xoshiro256 {
    RandomStream.stream(seed: seed, name: name, replicate: UInt64(number))
  }

  private mutating func makePeople() {
    var random = random("people")
    people.reserveCapacity(Self.people)
    for place in 0..<Self.people {
      let number = number * Self.people + place
      let leftOut = self.number == 0 && place < Self.leftOutPeople
      let hasPhone = !random.chance(0.03) || leftOut
      let recent = random.chance(0.3)
      let joinedDay = recent ? random.within(329...364) : random.within(0...328)
      people.append(
        Person(
          number: number,
          phone: hasPhone ? PersonKeys.phone(number) : nil,
          place: random.place(Place.shares, total: 100),
          homeChannel: random.place(Channel.shares, total: 100),
          familyName: random.below(Vocabulary.familyNames.count),
          nickname: random.below(Vocabulary.nicknames.count),
          distributor: random.below(Vocabulary.distributors.count),
          joined: joinedDay * 86_400 + random.within(9 * 3_600...22 * 3_600),
          lapsed: truths.contains(.segment) && !leftOut && random.chance(0.085) && hasPhone,
          leftOut: leftOut))
    }
  }
}
