import FupanConfig

/// What the report shows and where it is written.
package struct ReportSettings: Parameterised {
  @Parameter("The report's title; by default the campaign's name.") package var title: String?
  @Parameter("Sections in their order.") package var sections: [SectionUse] = []
  @Parameter("How it is written.") package var write: [Named<ReportFile>] = []

  package init() {}
}

/// One way of writing the report.
package struct ReportFile: Parameterised {
  @Parameter("The file, under the run's folder.", .principal) package var file: FilePath?
  @Parameter("Only these sections.") package var sections: [String] = []
  @Parameter("Metrics left out, receipts included.") package var hide: [Located<String>] = []

  package init() {}
}
