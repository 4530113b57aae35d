import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanMetrics
import FupanReports

/// Figures of an earlier campaign that somebody typed, for a time from which there is no data.
///
///     id: spring-2024
///     name: 春日焕新 2024
///     period: 2024-04-11..2024-04-25
///     figures: {revenue: 52.34万, conversion: 7.2%, roi: 4.1}
package struct EnteredCampaign: Parameterised {
  @Parameter("A short name for files and comparisons.") package var id: String
  @Parameter("The name that people know.") package var name: String?
  @Parameter("The days it took, both ends included.") package var period: DateRange
  @Parameter("The currency of its amounts.") package var currency: String = "CNY"
  @Parameter("The language of its words: zh-Hans or en.")
  package var locale: PipelineDocument.Locale = .chinese
  @Parameter("Its figures by metric.", .nonEmpty) package var figures: OrderedMap<Figure>

  /// One figure.
  package struct Figure: Parameterised {
    @Parameter("The number: 52.34万, 7.2%, 4.1.", .principal) package var value: QuantityLiteral
    @Parameter("What it counts, for metrics that are not among the presets.")
    package var unit: String?
    @Parameter("What people call it, for metrics that are not among the presets.")
    package var label: String?

    package init() {}
  }

  package init() {}

  /// Reads a file.
  ///
  /// - Throws: what is wrong with it.
  package static func read(_ bytes: [UInt8], file: String) throws(Problems) -> EnteredCampaign {
    let document = try YAMLDocument.parse(bytes: bytes, file: file)
    return try decode(document.root, in: DecodingContext(parameter: "campaign"))
  }

  /// The campaign as the history keeps it: its figures, marked as entered by hand.
  package func report(generatedAt: String) throws(Problems) -> Report {
    let presets = try EnteredCampaign.presets()
    let language = locale.language
    let words = Report.Localized(
      zh: EnteredCampaign.words.text(in: .simplifiedChinese),
      en: EnteredCampaign.words.text(in: .english))
    let receipts = figures.entries.map { entry in
      let metric = presets[entry.name]
      let figure = entry.value
      return Report.Receipt(
        id: metric?.id ?? entry.name, metric: metric?.id ?? entry.name,
        label: figure.label ?? metric?.label(in: language) ?? entry.name,
        value: EnteredCampaign.value(figure, unit: figure.unit ?? metric?.declaration.unit),
        formula: words)
    }
    var report = Report(
      title: name ?? id, campaign: id, period: Report.Period(period), asOf: period.last.civil,
      state: .final, language: language, currency: currency, generatedAt: generatedAt,
      sections: [
        Report.Section(
          .appendix, note: Report.Sentence(EnteredCampaign.words.text(in: language)))
      ], receipts: receipts)
    report.closing = .entered
    try report.check()
    return report
  }

  private static let words = SectionPhrase(
    "手工录入，没有数据可以复核。", "Entered by hand; there is no data to check it by.")

  private static func presets() throws(Problems) -> MetricRegistry {
    var entries: [OrderedMap<MetricDeclaration>.Entry] = []
    for preset in ShippedFiles.presets {
      let document = try YAMLDocument.parse(preset.text, file: preset.name)
      guard let node = document.root["metrics"] else { continue }
      var found: [Diagnostic] = []
      let read = OrderedMap<MetricDeclaration>(
        from: node, in: DecodingContext(parameter: "metrics"), gathering: &found)
      try Problems.throwIfAny(found)
      entries += read?.entries ?? []
    }
    return try MetricRegistry(OrderedMap(entries))
  }

  /// The exact number in its unit; a percentage without one is a rate, a whole number a count.
  private static func value(_ figure: Figure, unit: String?) -> Report.Value {
    let decimal = figure.value.decimal
    let exact = ScaledInteger(Int128(decimal.units), scale: decimal.scale)
    let isRate = if case .percentage = figure.value { true } else { false }
    let usual = isRate ? "ratio" : decimal.scale == 0 ? "count" : "number"
    return FigureFormat(unit: unit ?? usual).value(exact)
  }
}
