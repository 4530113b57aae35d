import FupanDiagnostics

extension ChartDrawing {
  /// The drawing of a chart, or nil where it has no coordinates to draw: a tree is text, and so is a
  /// chart of nothing.
  init?(_ chart: Report.Chart, format: ReportFormat) {
    guard chart.drawsSomething else { return nil }
    let name: String
    switch chart.kind {
    case .bars: name = "bars"
    case .lines: name = "lines"
    case .funnel: name = "funnel"
    case .heat: name = "heat"
    case .cohorts: name = "cohorts"
    case .quadrants: name = "quadrants"
    case .waterfall: name = "waterfall"
    case .intervals: name = "intervals"
    case .multiples: name = "multiples"
    case .fishbone: name = "fishbone"
    case .tree: return nil
    }
    self.init(
      kind: name, unit: chart.unit, language: format.language, currency: format.currencySymbol)
    let pen = Pen(format: format)
    switch chart.kind {
    case .bars(let bars):
      labels = bars.categories.map(pen.label)
      series = pen.series(bars.series)
      arrangement = bars.arrangement
      if bars.arrangement == .stacked {
        let totals = bars.categories.indices.map { index in
          Report.Value.sum(of: bars.series.map { $0.values[index] })
        }
        if totals.allSatisfy({ $0 != nil }) { sums = totals.compactMap { $0 }.map(format.brief) }
      }
      reference = bars.reference.map(pen.reference)
    case .lines(let lines):
      labels = lines.along.map { pen.label(format.axisLabel($0)) }
      series = pen.series(lines.series)
      reference = lines.reference.map(pen.reference)
      band = lines.band.map { band in
        Band(
          name: pen.label(band.name), lower: band.lower.map { pen.mark($0) },
          upper: band.upper.map { pen.mark($0) })
      }
      notes = lines.annotations.enumerated().compactMap { index, annotation in
        lines.along.firstIndex(of: annotation.at).map {
          Note(at: $0, number: index + 1, text: annotation.text.neutral.shortened(to: 60))
        }
      }
    case .funnel(let funnel): draw(funnel, with: pen)
    case .heat(let heat):
      labels = heat.columns.map(pen.label)
      draw(heat.rows, heat.values, with: pen)
    case .cohorts(let cohorts):
      labels = cohorts.periods.map(pen.label)
      draw(
        cohorts.cohorts.map { "\($0.name) (\(format.exact($0.size)))" },
        cohorts.cohorts.map(\.values), with: pen)
      // The first period is everyone by definition; it must not wash out the rest.
      let later = cohorts.cohorts.flatMap { $0.values.dropFirst() }.compactMap(\.plotted)
      if let most = later.max(), most > 0 {
        scale = most
        let value = cohorts.cohorts.flatMap { $0.values.dropFirst() }.first { $0.plotted == most }
        more = format.text[.more] + (value.map { " (\(format.brief($0)))" } ?? "")
      }
    case .quadrants(let quadrants):
      x = pen.axis(quadrants.x)
      y = pen.axis(quadrants.y)
      fields = quadrants.fields.map(pen.label)
      sizeLabel = format.text[.cohortSize]
      points = quadrants.points.compactMap { point in
        guard point.x.plotted != nil, point.y.plotted != nil else { return nil }
        return Point(
          name: pen.label(point.name), x: pen.mark(point.x), y: pen.mark(point.y),
          size: point.size.map { pen.mark($0) })
      }
    case .waterfall(let waterfall):
      labels = waterfall.steps.map { pen.label($0.name) }
      series = [
        Series(
          name: "",
          values: waterfall.steps.map { step in
            let text = step.isTotal ? format.exact(step.value) : format.signed(step.value)
            var mark = pen.mark(step.value)
            mark.t = text
            if !step.isTotal, (mark.v ?? 0) > 0 { mark.b = "+" + mark.b }
            return mark
          })
      ]
      totals = waterfall.steps.map(\.isTotal)
    case .intervals(let intervals):
      reference = intervals.reference.map(pen.reference)
      self.intervals = intervals.rows.map { row in
        Interval(
          name: pen.label(row.name), estimate: pen.mark(row.estimate), low: pen.mark(row.low),
          high: pen.mark(row.high), n: pen.mark(row.n), side: format.brief(row.estimate))
      }
    case .multiples(let multiples):
      labels = multiples.along.map { pen.label(format.axisLabel($0)) }
      series = pen.series(multiples.groups)
    case .fishbone(let fishbone):
      effect = fishbone.effect.neutral.shortened(to: 40)
      bones = fishbone.bones.map { bone in
        Bone(
          name: pen.label(bone.category), causes: bone.causes.map { $0.neutral.shortened(to: 60) })
      }
    case .tree: return nil
    }
  }

  private mutating func draw(_ funnel: Report.Chart.Funnel, with pen: Pen) {
    labels = funnel.steps.map { pen.label($0.name) }
    series = [Series(name: "", values: funnel.steps.map { pen.mark($0.count) })]
    side = funnel.steps.enumerated().map { index, step in
      index == 0
        ? pen.format.exact(step.count)
        : pen.format.exact(step.count) + " · " + pen.format.exact(step.fromFirst)
    }
    between = funnel.steps.enumerated().map { index, step in
      guard index > 0 else { return "" }
      let kept = "↓ " + pen.format.exact(step.fromPrevious)
      guard case .integer(let now) = step.count,
        case .integer(let before) = funnel.steps[index - 1].count
      else { return kept }
      let lost = pen.format.exact(.integer(before - now))
      return kept + " · " + pen.format.text[.lost] + " " + lost
    }
  }

  private mutating func draw(
    _ rows: [String], _ values: [[Report.Value]], with pen: Pen
  ) {
    self.rows = rows.map(pen.label)
    cells = values.map { row in row.map { pen.mark($0) } }
    let most = values.flatMap { $0 }.compactMap(\.plotted).max() ?? 0
    scale = most > 0 ? most : 1
    less = pen.format.text[.less]
    let unit = values.flatMap { $0 }.max { ($0.plotted ?? 0) < ($1.plotted ?? 0) }
    more = pen.format.text[.more] + (unit.map { " (\(pen.format.brief($0)))" } ?? "")
  }

  /// Writes words and values as drawings have them.
  private struct Pen {
    let format: ReportFormat

    func label(_ text: String) -> String { text.neutral.shortened(to: 28) }

    func mark(_ value: Report.Value) -> Mark {
      Mark(
        v: value.plotted, t: format.exact(value).neutral, b: format.brief(value).neutral)
    }

    func series(_ list: [Report.Chart.Series]) -> [Series] {
      list.map { Series(name: label($0.name), values: $0.values.map { mark($0) }) }
    }

    func reference(_ reference: Report.Chart.Reference) -> Reference {
      Reference(name: label(reference.name), value: mark(reference.value))
    }

    func axis(_ axis: Report.Chart.Quadrants.Axis) -> Axis {
      Axis(label: label(axis.label), unit: axis.unit, cut: axis.cut.map { mark($0) })
    }
  }
}
