// Compares loops over columns of another module with the same loops over columns of this one, and
// fails where the border costs more than it may: a package type that does not specialise across it
// was 85 times slower.
import FupanData

#if canImport(Glibc)
  import Glibc
#endif

let rows = 4_000_000
let mostTimesSlower = 2.0

/// One loop on both sides.
struct Comparison {
  let name: String
  let local: Measurement
  let across: Measurement

  var timesSlower: Double { across.nanosecondsPerRow / local.nanosecondsPerRow }
  var holds: Bool { local.result == across.result && timesSlower <= mostTimesSlower }
}

func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

let values = (0..<Int64(rows)).map { ($0 &* 7919) % 10_007 }
var missing = [UInt64](repeating: 0, count: rows / 64)
var validity = Validity()
for row in 0..<rows {
  let isMissing = row % 13 == 0
  if isMissing { missing[row >> 6] |= 1 << UInt64(row & 63) }
  validity.append(!isMissing)
}

let localWhole = LocalColumn(values: values)
let localGaps = LocalColumn(values: values, missing: missing)
let acrossWhole = FixedColumn(values)
let acrossGaps = FixedColumn(values, validity: validity)

func sum(_ column: LocalColumn<Int64>) -> Int64 {
  var sum: Int64 = 0
  for row in 0..<rows { sum &+= column[row] ?? 0 }
  return sum
}

func sum(_ column: FixedColumn<Int64>) -> Int64 {
  var sum: Int64 = 0
  for row in 0..<rows { sum &+= column[row] ?? 0 }
  return sum
}

let comparisons = [
  Comparison(
    name: "values",
    local: Measurement(rows: rows) { localWhole.values.reduce(0, &+) },
    across: Measurement(rows: rows) { acrossWhole.values.reduce(0, &+) }),
  Comparison(
    name: "rows, none missing",
    local: Measurement(rows: rows) { sum(localWhole) },
    across: Measurement(rows: rows) { sum(acrossWhole) }),
  Comparison(
    name: "rows, some missing",
    local: Measurement(rows: rows) { sum(localGaps) },
    across: Measurement(rows: rows) { sum(acrossGaps) }),
]

for comparison in comparisons {
  print(
    "border: \(comparison.name): \(rounded(comparison.local.nanosecondsPerRow)) ns a row here,",
    "\(rounded(comparison.across.nanosecondsPerRow)) across, \(rounded(comparison.timesSlower)) times",
    comparison.holds ? "" : "– TOO SLOW, at most \(mostTimesSlower)")
}
exit(comparisons.allSatisfy(\.holds) ? 0 : 1)
