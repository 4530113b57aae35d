import FupanDiagnostics

/// A chart's drawing with its still pictures.
struct DrawnChart {
  /// How wide pictures are for narrow and for wide readers, in CSS pixels.
  static let widths = (narrow: 340, wide: 760)

  let drawing: ChartDrawing
  /// Its `<svg>` elements, one for each of the widths asked for.
  let pictures: [String]

  /// The charts of a report by section and block; nil where a block is none, or has nothing to draw.
  static func all(
    of report: Report, format: ReportFormat, widths: [Int]
  ) throws(Problems) -> [[DrawnChart?]] {
    var places: [(section: Int, block: Int, drawing: ChartDrawing)] = []
    var pictures: [StillPicture] = []
    for (section, blocks) in report.sections.map(\.blocks).enumerated() {
      for case (let block, .chart(let chart)) in blocks.enumerated() {
        guard let drawing = ChartDrawing(chart, format: format) else { continue }
        places.append((section, block, drawing))
        for width in widths {
          pictures.append(
            StillPicture(
              drawing: drawing, name: chart.id, width: width, prefix: "p\(pictures.count + 1)-"))
        }
      }
    }
    let elements = try StillPicture.drawn(pictures)
    var drawn = report.sections.map { [DrawnChart?](repeating: nil, count: $0.blocks.count) }
    for (index, place) in places.enumerated() {
      let own = elements[index * widths.count..<(index + 1) * widths.count]
      drawn[place.section][place.block] = DrawnChart(drawing: place.drawing, pictures: Array(own))
    }
    return drawn
  }
}
