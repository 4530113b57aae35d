import FupanData
import FupanDiagnostics

/// The groups of an aggregate, some of them in memory and the rows of the others in the spill file,
/// in the order of their keys and computed range by range when they are read.
struct AggregatedStretches: RefusingStretches {
  let ranges: KeyRanges
  let step: AggregateOperator
  /// The results of the groups that were in memory, by key.
  private let residents: Result<(rows: Batch, keys: NormalizedKeys), StretchProblem>

  /// - Parameter groups: those in memory.
  init(
    ranges: KeyRanges, step: AggregateOperator, groups: consuming AggregateOperator.Partial
  ) {
    self.ranges = ranges
    self.step = step
    do {
      let rows = try step.finish(groups)
      let columns = Array(rows.columns.prefix(step.by.count))
      residents = .success((rows, NormalizedKeys(columns, count: rows.count)))
    } catch {
      residents = .failure(error)
    }
  }

  var count: Int { ranges.count }

  func rowCount(_ stretch: Int) -> Int { ranges.rowCount(stretch) }

  func computed(_ stretch: Int) throws(StretchProblem) -> Batch {
    let others: Batch
    do {
      others = try self.others(stretch)
    } catch {
      if case .failure(let known) = residents, known.isEarlier(than: error) { throw known }
      throw error
    }
    let known = try residents.get()
    do {
      let groups = try Batch.combined(
        [known.rows.slice(ranges.range(stretch, of: known.keys)), others], step.schema)
      return SortOperator(keys: step.by.map { SortKey($0) }).sortedByOneWorker(groups)
    } catch {
      throw StretchProblem(diagnostic: error.first, step: .max, stretch: stretch)
    }
  }

  /// The groups of a range whose rows are in the spill file.
  private func others(_ stretch: Int) throws(StretchProblem) -> Batch {
    let rows: Batch
    do throws(Problems) {
      rows = try ranges.rows(stretch)
    } catch {
      throw StretchProblem(diagnostic: error.first, step: -1, stretch: stretch)
    }
    do {
      return try RunAggregateOperator(step, ordering: RowOrder()).reduced(rows)
    } catch {
      var problem = error
      problem.stretch = stretch
      throw problem
    }
  }
}
