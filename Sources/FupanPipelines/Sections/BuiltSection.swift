import FupanMetrics
import FupanReports

/// A section written down, with what the rest of the report takes from it.
package struct BuiltSection: Sendable {
  package var section: Report.Section
  /// How each of its figures came about.
  package var receipts: [Report.Receipt]
  /// What its rules found, for the verdict to choose from.
  package var findings: [ToldFinding]
  /// Whether there is too little to say more than counts and lists.
  package var isSmall = false

  package init(
    _ section: Report.Section, receipts: [Report.Receipt] = [], findings: [ToldFinding] = []
  ) {
    self.section = section
    self.receipts = receipts
    self.findings = findings
  }
}

/// A finding and the sentence it is told in.
package struct ToldFinding: Sendable {
  package let finding: Finding
  package let told: Report.Finding

  /// As its own section shows it: without the word where to look.
  var inPlace: Report.Finding {
    var finding = told
    finding.section = nil
    return finding
  }

  package init(_ finding: Finding, _ told: Report.Finding) {
    self.finding = finding
    self.told = told
  }
}
