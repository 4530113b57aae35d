extension Report.Chart {
  /// Points on two axes, cut into four named fields.
  package struct Quadrants: Hashable, Codable, Sendable {
    package var x: Axis
    package var y: Axis
    /// The names of the fields: right above, left above, left below, right below; or none.
    package var fields: [String]
    package var points: [Point]

    package init(x: Axis, y: Axis, fields: [String] = [], points: [Point]) {
      self.x = x
      self.y = y
      self.fields = fields
      self.points = points
    }

    /// One measure: its name, its unit and where it is cut.
    package struct Axis: Hashable, Codable, Sendable {
      package var label: String
      package var unit: Unit
      package var cut: Report.Value?

      package init(_ label: String, _ unit: Unit, cut: Report.Value? = nil) {
        self.label = label
        self.unit = unit
        self.cut = cut
      }
    }

    /// One thing and its two measures.
    package struct Point: Hashable, Codable, Sendable {
      package var name: String
      package var x: Report.Value
      package var y: Report.Value
      /// How big the thing is, drawn as the area of its dot.
      package var size: Report.Value?

      package init(_ name: String, x: Report.Value, y: Report.Value, size: Report.Value? = nil) {
        self.name = name
        self.x = x
        self.y = y
        self.size = size
      }
    }
  }
}
