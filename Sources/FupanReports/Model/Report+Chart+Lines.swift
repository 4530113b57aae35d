import FupanData

extension Report.Chart {
  /// Values along a row of days or periods.
  package struct Lines: Hashable, Codable, Sendable {
    /// The labels along the axis: days as `2026-04-10`, or names of periods.
    package var along: [String]
    /// Each series has one value a label.
    package var series: [Series]
    /// What the first series was expected to be.
    package var band: Band?
    package var annotations: [Annotation]
    package var reference: Reference?

    package init(
      along: [String], series: [Series], band: Band? = nil, annotations: [Annotation] = [],
      reference: Reference? = nil
    ) {
      self.along = along
      self.series = series
      self.band = band
      self.annotations = annotations
      self.reference = reference
    }

    /// Values along whole days.
    package init(
      days: [CivilDate], series: [Series], band: Band? = nil, annotations: [Annotation] = [],
      reference: Reference? = nil
    ) {
      self.init(
        along: days.map(\.description), series: series, band: band, annotations: annotations,
        reference: reference)
    }

    /// A range for each label.
    package struct Band: Hashable, Codable, Sendable {
      package var name: String
      package var lower: [Report.Value]
      package var upper: [Report.Value]

      package init(_ name: String, lower: [Report.Value], upper: [Report.Value]) {
        self.name = name
        self.lower = lower
        self.upper = upper
      }
    }

    /// A word about one label, numbered on the chart and listed under it.
    package struct Annotation: Hashable, Codable, Sendable {
      /// The label it is about, as in `along`.
      package var at: String
      package var text: String

      package init(at: String, _ text: String) {
        self.at = at
        self.text = text
      }
    }
  }
}
