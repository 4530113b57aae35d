import FupanConfig
import FupanStages

/// What is looked back on: its name and its days.
package struct CampaignSettings: Parameterised {
  @Parameter("A short name for files and comparisons.") package var id: String
  @Parameter("The name that people know.") package var name: String?
  @Parameter("The days every figure looks at, both ends included.") package var period: DateRange
  @Parameter("The days it is compared with.") package var baseline: DateRange?
  @Parameter("An earlier campaign in the history.") package var compare: Located<String>?
  @Parameter("Parts of the period by name.") package var phases: [Named<DateRange>] = []

  package init() {}

  /// The days that the words of the campaign stand for.
  package var days: CampaignDays {
    CampaignDays(
      period: period, baseline: baseline,
      phases: phases.map { CampaignDays.Phase(name: $0.name, days: $0.settings) })
  }
}
