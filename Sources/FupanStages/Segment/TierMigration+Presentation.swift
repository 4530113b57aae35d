import FupanData
import FupanMethods
import FupanReports

extension TierMigration: PresentedStage {
  /// The matrix, the net flow of each tier, and how many went up and down.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let rows = result.rows
    guard !rows.isEmpty else {
      return [.prose(context.say(sentence: "没有可对比的人。", "There is nobody to compare."))]
    }
    let values = TierMigration.listed(tiers, rows.flatMap { [$0[0], $0[1]] })
    let places = Dictionary(
      values.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    var migration = Migration(segments: values.count)
    for row in rows { migration.add(row[2].whole, from: places[row[0]], to: places[row[1]]) }
    return MigrationBlocks(
      migration: migration, names: values.map { context.name(of: $0) },
      isOrdered: !tiers.isEmpty,
      columns: (previous?.text ?? "previous_\(of.text)", of.text), context: context
    ).blocks
  }
}
