import FupanMethods
import Testing

@Suite("Random numbers, against the published vectors")
struct RandomStreamTests {
  @Test("EX-27.1: SplitMix64 of 1234567 and of 42")
  func splitMixYieldsThePublishedSequence() {
    var first = SplitMix64(seed: 1_234_567)
    #expect(first.next() == 6_457_827_717_110_365_317)
    #expect(first.next() == 3_203_168_211_198_807_973)
    #expect(first.next() == 9_817_491_932_198_370_423)
    var second = SplitMix64(seed: 42)
    #expect(second.next() == 13_679_457_532_755_275_413)
    #expect(second.next() == 2_949_826_092_126_892_291)
    #expect(second.next() == 5_139_283_748_462_763_858)
  }

  @Test("EX-27.1: xoshiro256** from the state 1, 2, 3, 4")
  func xoshiroYieldsTheReferenceSequence() {
    var random = Xoshiro256(state: (1, 2, 3, 4))
    let outputs = (0..<4).map { _ in random.next() }
    #expect(outputs == [11520, 0, 1_509_978_240, 1_215_971_899_390_074_240])
  }

  @Test("EX-27.1: the seed 42 is spread over the state")
  func aSeedIsSpreadOverTheState() {
    var random = Xoshiro256(seed: 42)
    #expect(random.next() == 1_546_998_764_402_558_742)
    #expect(random.next() == 6_990_951_692_964_543_102)
    #expect(random.next() == 12_544_586_762_248_559_009)
  }

  @Test("EX-27.1: units below one")
  func unitsAreBelowOne() {
    var random = Xoshiro256(seed: 42)
    #expect(random.unit() == 0.08386297105988216)
    #expect(random.unit() == 0.3789802506626686)
  }

  @Test("EX-27.1: whole numbers below ten")
  func belowIsUnbiasedAndFixed() {
    var random = Xoshiro256(seed: 42)
    let draws = (0..<10).map { _ in random.below(10) }
    #expect(draws == [0, 3, 6, 9, 9, 7, 7, 8, 7, 5])
  }

  @Test("EX-27.1: shuffling runs from the end")
  func shufflingRunsFromTheEnd() {
    var random = Xoshiro256(seed: 42)
    var numbers = Array(0..<10)
    random.shuffle(&numbers)
    #expect(numbers == [9, 1, 4, 2, 8, 7, 6, 5, 3, 0])
  }

  @Test func shufflingNothingOrOneThingDrawsNothing() {
    var random = Xoshiro256(seed: 42)
    var one = [7]
    var none: [Int] = []
    random.shuffle(&one)
    random.shuffle(&none)
    #expect(one == [7])
    #expect(random.next() == 1_546_998_764_402_558_742)
  }

  @Test("EX-27.1: names are hashed by FNV-1a")
  func namesAreHashedByFNV1a() {
    #expect(RandomStream.fnv1a64("foobar") == 0x8594_4171_f739_67e8)
  }

  @Test("EX-27.1: each replicate has its own stream")
  func eachReplicateHasItsOwnStream() {
    var zero = RandomStream.stream(seed: 42, name: "kmeans", replicate: 0)
    var one = RandomStream.stream(seed: 42, name: "kmeans", replicate: 1)
    #expect(zero.next() == 16_225_980_136_168_837_761)
    #expect(one.next() == 2_707_697_324_520_652_701)
  }
}
