import FupanData
import Testing

/// Places come back as they were given, however they are kept.
struct ProvenanceTests {
  private static let lines: [[Int64]] = [[1, 5, 7, 2], [1, 5, 5_000_000_000, 2]]

  @Test(arguments: lines, [[3, 3, 3, 3], [0, 0, 1, -1]] as [[Int32]])
  func rowsAreReadGatheredAndCut(lines: [Int64], files: [Int32]) {
    let places = Provenance(files: files, lines: lines)
    #expect(places.files == files)
    #expect(places.lines == lines)
    let gathered = places.gathered([3, 0, 0, -1])
    #expect(gathered.files == [files[3], files[0], files[0], -1])
    #expect(gathered.lines == [lines[3], lines[0], lines[0], 0])
    #expect(
      places.slice(1..<3) == Provenance(files: [files[1], files[2]], lines: [lines[1], lines[2]]))
    #expect(places.gathered([]).count == 0)
    #expect(places.slice(2..<2) == places.gathered([]))
    #expect(places.shifted(by: 2).files == files.map { $0 + 2 })
  }

  @Test func partsFollowEachOther() {
    let one = Provenance(file: 1, lines: [4, 9])
    let two = Provenance(files: [1, 2], lines: [5_000_000_000, 1])
    let all = Provenance.concatenated([(one, 2), (nil, 1), (two, 2), (nil, 0)])
    #expect(all == Provenance(files: [1, 1, -1, 1, 2], lines: [4, 9, 0, 5_000_000_000, 1]))
    #expect(
      Provenance.concatenated([(one, 2), (one, 2)])
        == Provenance(file: 1, lines: [4, 9, 4, 9]))
    #expect(Provenance.concatenated([(nil, 3)]) == nil)
  }
}
