import Foundation
import FupanMethods

/// Simulated samples in which nothing is going on, with fixed seeds: how often a test cries wolf, and
/// how often an interval holds the truth.
///
/// `make test` takes a few thousand samples each, `make calibrate` a few ten thousand
/// (`FUPAN_CALIBRATE`); what sampling itself adds is allowed for with two standard errors.
enum Calibration {
  static let samples: Int =
    ProcessInfo.processInfo.environment["FUPAN_CALIBRATE"].flatMap { Int($0) } ?? 3000

  /// The share of samples for which `holds` is true; each has a stream of its own. The long form
  /// prints it.
  static func share(
    _ name: String, samples: Int = samples, _ holds: (inout Xoshiro256) -> Bool
  ) -> Double {
    var count = 0
    for sample in 0..<samples {
      var random = RandomStream.stream(
        seed: 28, name: name, replicate: UInt64(sample))
      if holds(&random) { count += 1 }
    }
    let share = Double(count) / Double(samples)
    if Self.samples > 10_000 { print("calibration \(name): \(share) of \(samples)") }
    return share
  }

  /// Two standard errors of a share of about 5 %.
  static var slack: Double { slack(samples) }

  /// Two standard errors of a share of about 5 % in so many samples.
  static func slack(_ samples: Int) -> Double {
    2 * (0.05 * 0.95 / Double(samples)).squareRoot()
  }

  /// Whether a test at 5 % rejects as often as it says.
  static func isHonest(_ rate: Double) -> Bool {
    (0.04 - slack...0.06 + slack).contains(rate)
  }

  /// Whether a test that errs on the safe side rejects no more often than it says.
  static func isSafe(_ rate: Double) -> Bool { rate <= 0.06 + slack }

  /// Whether an interval of 95 % holds the truth often enough.
  static func covers(_ rate: Double) -> Bool { rate >= 0.93 - slack }

  /// How many of `trials` succeed.
  static func successes(_ trials: Int, _ probability: Double, _ random: inout Xoshiro256) -> Int {
    var count = 0
    for _ in 0..<trials where random.unit() < probability { count += 1 }
    return count
  }

  static func normals(_ count: Int, deviation: Double = 1, _ random: inout Xoshiro256) -> [Double] {
    (0..<count).map { _ in random.normal() * deviation }
  }
}
