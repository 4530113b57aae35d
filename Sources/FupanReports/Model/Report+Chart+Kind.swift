extension Report.Chart {
  /// What is drawn, in terms of the question and not of a drawing library.
  package enum Kind: Hashable, Sendable {
    case bars(Bars)
    case lines(Lines)
    case funnel(Funnel)
    /// Rows by columns, darker where more: hour × weekday.
    case heat(Heat)
    /// Who came back: one row a cohort, one column a period since its start.
    case cohorts(Cohorts)
    /// Two measures of each thing, cut into four fields.
    case quadrants(Quadrants)
    /// A start, what was added and taken away, and what is left.
    case waterfall(Waterfall)
    /// A figure and the parts it is made of.
    case tree(Tree)
    /// Estimates with their intervals.
    case intervals(Intervals)
    /// The same small line for each of several groups.
    case multiples(Multiples)
    /// Causes by category, and what they led to.
    case fishbone(Fishbone)
  }
}

extension Report.Chart.Kind: Codable {
  private enum Key: String, CodingKey {
    case bars, lines, funnel, heat, cohorts, quadrants, waterfall, tree, intervals, multiples
    case fishbone
  }

  package init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: Key.self)
    guard let key = box.allKeys.first, box.allKeys.count == 1 else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "a chart has exactly one kind"))
    }
    switch key {
    case .bars: self = .bars(try box.decode(Report.Chart.Bars.self, forKey: key))
    case .lines: self = .lines(try box.decode(Report.Chart.Lines.self, forKey: key))
    case .funnel: self = .funnel(try box.decode(Report.Chart.Funnel.self, forKey: key))
    case .heat: self = .heat(try box.decode(Report.Chart.Heat.self, forKey: key))
    case .cohorts: self = .cohorts(try box.decode(Report.Chart.Cohorts.self, forKey: key))
    case .quadrants: self = .quadrants(try box.decode(Report.Chart.Quadrants.self, forKey: key))
    case .waterfall: self = .waterfall(try box.decode(Report.Chart.Waterfall.self, forKey: key))
    case .tree: self = .tree(try box.decode(Report.Chart.Tree.self, forKey: key))
    case .intervals: self = .intervals(try box.decode(Report.Chart.Intervals.self, forKey: key))
    case .multiples: self = .multiples(try box.decode(Report.Chart.Multiples.self, forKey: key))
    case .fishbone: self = .fishbone(try box.decode(Report.Chart.Fishbone.self, forKey: key))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: Key.self)
    switch self {
    case .bars(let chart): try box.encode(chart, forKey: .bars)
    case .lines(let chart): try box.encode(chart, forKey: .lines)
    case .funnel(let chart): try box.encode(chart, forKey: .funnel)
    case .heat(let chart): try box.encode(chart, forKey: .heat)
    case .cohorts(let chart): try box.encode(chart, forKey: .cohorts)
    case .quadrants(let chart): try box.encode(chart, forKey: .quadrants)
    case .waterfall(let chart): try box.encode(chart, forKey: .waterfall)
    case .tree(let chart): try box.encode(chart, forKey: .tree)
    case .intervals(let chart): try box.encode(chart, forKey: .intervals)
    case .multiples(let chart): try box.encode(chart, forKey: .multiples)
    case .fishbone(let chart): try box.encode(chart, forKey: .fishbone)
    }
  }
}
