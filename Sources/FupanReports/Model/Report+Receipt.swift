extension Report {
  /// How a figure came about: its definition, its filter, its counts and its inputs.
  package struct Receipt: Hashable, Codable, Sendable {
    /// Unique in the report; cards, rows and sentences name it.
    package var id: String
    /// The metric's stable id.
    package var metric: String
    package var label: String
    package var value: Value
    /// The definition in words and arithmetic, in both languages.
    package var formula: Localized
    /// The condition on the rows, as the pipeline writes it.
    package var filter: String?
    package var numerator: Value?
    package var denominator: Value?
    /// How many rows or people went in.
    package var n: Int?
    /// How many of those were left out because a needed value was missing.
    package var nMissing: Int?
    /// The days looked at, where they differ from the report's period too.
    package var window: Period?
    package var inputs: [Input]
    /// The version of the metric's definition.
    package var definitionVersion: String?
    /// What stands for the whole definition: the expressions, the stages behind their datasets and
    /// the parameters; figures with different ones do not measure the same.
    package var definition: String?

    package init(
      id: String, metric: String, label: String, value: Value, formula: Localized,
      filter: String? = nil, numerator: Value? = nil, denominator: Value? = nil, n: Int? = nil,
      nMissing: Int? = nil, window: Period? = nil, inputs: [Input] = [],
      definitionVersion: String? = nil, definition: String? = nil
    ) {
      self.id = id
      self.metric = metric
      self.label = label
      self.value = value
      self.formula = formula
      self.filter = filter
      self.numerator = numerator
      self.denominator = denominator
      self.n = n
      self.nMissing = nMissing
      self.window = window
      self.inputs = inputs
      self.definitionVersion = definitionVersion
      self.definition = definition
    }

    /// A file that went into the figure.
    package struct Input: Hashable, Codable, Sendable {
      package var name: String
      /// The SHA-256 of its bytes, 64 hexadecimal digits; `none` where inputs are not hashed.
      package var sha256: String
      /// Its data rows.
      package var rows: Int

      package init(_ name: String, sha256: String, rows: Int) {
        self.name = name
        self.sha256 = sha256
        self.rows = rows
      }
    }
  }
}
