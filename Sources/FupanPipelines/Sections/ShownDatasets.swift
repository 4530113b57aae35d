import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan
import FupanReports
import FupanStages

/// Datasets that a section shows as they are: an analysis by its own blocks, other rows as a table.
struct ShownDatasets: Sendable {
  private let scope: ReportScope
  private let section: Report.Section.Kind
  let datasets: [CompiledDataset]
  /// The headings that the pipeline gives, by dataset.
  private let titles: [String: String]

  /// - Throws: names of datasets that do not exist.
  init(
    _ uses: [DatasetUse], of section: Report.Section.Kind, in scope: ReportScope
  ) throws(Problems) {
    var found: [Diagnostic] = []
    var datasets: [CompiledDataset] = []
    var titles: [String: String] = [:]
    for use in uses {
      let dataset = found.gather { () throws(Problems) in try scope.dataset(use.name) }
      titles[use.name.text] = use.title
      if let dataset, !datasets.contains(where: { $0.name == dataset.name }) {
        datasets.append(dataset)
      }
    }
    try Problems.throwIfAny(found)
    self.scope = scope
    self.section = section
    self.datasets = datasets
    self.titles = titles
  }

  /// The tables that have to be computed.
  var fragments: [Fragment] {
    datasets.filter { !$0.isAbsent }.flatMap { [$0.shown] + $0.companions.map { $0.fragment } }
  }

  /// Datasets whose files are not there: those that read files, whatever is made of them.
  var lacks: [String] {
    datasets.filter { $0.isAbsent }.flatMap { roots(of: $0.fragment) }.uniqued()
  }

  /// The absent datasets that rows are made of, where they are read.
  private func roots(of fragment: Fragment) -> [String] {
    let inner = absent(in: fragment.relation)
    return inner.isEmpty ? [fragment.name] : inner.flatMap { roots(of: $0.fragment) }
  }

  /// The nearest absent datasets that a relation is made of, whatever lies between.
  private func absent(in relation: Relation) -> [CompiledDataset] {
    relation.scannedFragments.flatMap { fragment in
      scope.datasets.first { $0.name == fragment.name }.map { $0.isAbsent ? [$0] : [] }
        ?? absent(in: fragment.relation)
    }
  }

  /// What is shown of every dataset that is there; a heading each where there are several.
  func blocks(
    _ results: ReportResults, except hidden: Set<String> = []
  ) -> [Report.Block] {
    let shown = datasets.filter { !$0.isAbsent && !hidden.contains($0.name) }
    return shown.flatMap { blocks(of: $0, results) }
  }

  /// What the rules find in the datasets that are there.
  ///
  /// - Parameter paid: what customers paid in the period.
  func told(_ results: ReportResults, paid: ScaledInteger? = nil) -> [ToldFinding] {
    let findings = DatasetFindings(scope, in: section)
    return datasets.filter { !$0.isAbsent }.flatMap { dataset in
      results.tables[dataset.shown.name].map {
        findings.told(dataset, $0, title: title(of: dataset.name), paid: paid)
      } ?? []
    }
  }

  /// The heading of a dataset: the pipeline's, the label of a canonical name, or the name.
  func title(of dataset: String) -> String {
    titles[dataset] ?? CanonicalLabel.dataset(dataset, in: scope.language) ?? dataset
  }

  /// The heading that the pipeline gives a dataset, where it gives one.
  func heading(of dataset: CompiledDataset) -> [Report.Block] {
    titles[dataset.name].map { [.heading($0)] } ?? []
  }

  func blocks(of dataset: CompiledDataset, _ results: ReportResults) -> [Report.Block] {
    guard let table = results.tables[dataset.shown.name] else { return [] }
    let id = scope.stableName(of: dataset.name, in: section)
    if let stage = dataset.lastStage as? any PresentedStage {
      let heading = heading(of: dataset)
      let context = PresentationContext(
        dataset: id, language: scope.language, currency: scope.document.currency,
        minimumGroup: scope.document.minimumGroup, material: dataset.material)
      guard let stage = stage as? any AccompaniedStage else {
        return heading + stage.blocks(for: table, in: context)
      }
      var companions: [String: Table] = [:]
      for companion in dataset.companions {
        companions[companion.name] = results.tables[companion.fragment.name]
      }
      return heading + stage.blocks(for: table, beside: companions, in: context)
    }
    return DatasetTable(dataset, table, id: id, title: title(of: dataset.name), in: scope).blocks
  }
}

extension ReportScope {
  /// A name for files and anchors: the dataset's own where it is plain ASCII, else its position.
  func stableName(of dataset: String, in section: Report.Section.Kind) -> String {
    let isPlain = dataset.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
      default: false
      }
    }
    let position = datasets.firstIndex { $0.name == dataset } ?? 0
    return "\(section.rawValue)_\(isPlain ? dataset : "dataset\(position + 1)")"
  }
}
