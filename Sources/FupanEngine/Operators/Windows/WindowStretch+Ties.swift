import FupanData
import FupanPlan

extension WindowStretch {
  /// The first two rows of the tie that was read earliest and that changes a function's result.
  ///
  /// - Parameter kept: how many first rows of each partition matter; nil where all do.
  func offendingTie(
    _ functions: [WindowFunction], among kept: Int?
  ) -> (function: String, rows: (Int, Int))? {
    let dependent = functions.enumerated().filter { $0.element.dependsOnOrder }.map {
      (function: $0.element, view: view($0.element, at: $0.offset) ?? (self, 0))
    }
    guard !dependent.isEmpty else { return nil }
    var found: (function: String, rows: (Int, Int))?
    for tie in ties() where !areEqual(tie) {
      if let kept, tie.lowerBound - partitionStart(of: tie.lowerBound) >= kept { continue }
      let changed = dependent.first {
        $0.view.stretch.changes(
          $0.function, $0.view.first + tie.lowerBound..<$0.view.first + tie.upperBound)
      }
      guard let changed else { continue }
      if let known = found, !isReadBefore(tie.lowerBound, known.rows.0) { continue }
      let other = tie.dropFirst().first { !areEqual(tie.lowerBound, $0) }
      found = (changed.function.name, (tie.lowerBound, other ?? tie.lowerBound + 1))
    }
    return found
  }

  private func isReadBefore(_ left: Int, _ right: Int) -> Bool {
    guard let provenance = batch.provenance else { return false }
    return RowOrigin(file: provenance.file(left), line: provenance.line(left))
      < RowOrigin(file: provenance.file(right), line: provenance.line(right))
  }

  /// Whether the rows are the same in every column: then nobody can tell which comes first.
  private func areEqual(_ tie: Range<Int>) -> Bool {
    tie.dropFirst().allSatisfy { areEqual(tie.lowerBound, $0) }
  }

  private func areEqual(_ left: Int, _ right: Int) -> Bool {
    batch.columns.allSatisfy { isEqual($0, left, right) }
  }

  private func isEqual(_ column: Column, _ left: Int, _ right: Int) -> Bool {
    guard column.isValid(left), column.isValid(right) else {
      return column.isValid(left) == column.isValid(right)
    }
    switch column {
    case .text(let text): return text.slice(left).elementsEqual(text.slice(right))
    case .list(let lists):
      return lists.range(left).count == lists.range(right).count
        && zip(lists.range(left), lists.range(right)).allSatisfy {
          lists.items.slice($0).elementsEqual(lists.items.slice($1))
        }
    default: return column.value(at: left) == column.value(at: right)
    }
  }

  /// Whether another order of tied rows would change what a function gives.
  private func changes(_ function: WindowFunction, _ tie: Range<Int>) -> Bool {
    guard let column = function.column.flatMap({ batch[$0] }) else { return true }
    let present = tie.filter { column.isValid($0) }
    switch function.kind {
    case .rank, .denseRank: return false
    case .rowNumber, .ntile, .lag, .lead: return true
    case .count: return !present.isEmpty
    case .sum:
      return !present.isEmpty
        && !(present.count == tie.count
          && present.allSatisfy { WindowStretch.term(column, $0) == 0 })
    case .min, .max:
      return changesExtreme(
        column, tie, present, function.frame, isMaximum: function.kind == .max)
    case .firstValue:
      guard !hasValue(before: tie, column), let first = present.first else { return false }
      let isOneValue = present.allSatisfy { isEqual(column, first, $0) }
      switch function.frame {
      case .partition: return !isOneValue
      case .running: return !isOneValue || present.count < tie.count
      case .runningExclusive: return true
      }
    case .lastValue:
      guard let first = present.first else { return false }
      let isOneValue = present.allSatisfy { isEqual(column, first, $0) }
      switch function.frame {
      case .partition: return !isOneValue && !hasValue(after: tie, column)
      case .running: return !isOneValue || present.count < tie.count
      case .runningExclusive: return true
      }
    }
  }

  /// A running extreme changes unless every tied row, coming first, would reach what all of them
  /// reach together.
  private func changesExtreme(
    _ column: Column, _ tie: Range<Int>, _ present: [Int], _ frame: WindowFunction.Frame,
    isMaximum: Bool
  ) -> Bool {
    guard !present.isEmpty else { return false }
    let isBetter = before(column, isMaximum: isMaximum)
    let start = partitionStart(of: tie.lowerBound)
    var before = -1
    for row in start..<tie.lowerBound where column.isValid(row) && isBetter(before, row) {
      before = row
    }
    let reached = present.filter { isBetter(before, $0) }
    if reached.isEmpty { return false }
    if frame == .runningExclusive || reached.count < tie.count { return true }
    return !reached.allSatisfy { isEqual(column, reached[0], $0) }
  }

  private func hasValue(before tie: Range<Int>, _ column: Column) -> Bool {
    (partitionStart(of: tie.lowerBound)..<tie.lowerBound).contains { column.isValid($0) }
  }

  private func hasValue(after tie: Range<Int>, _ column: Column) -> Bool {
    let end = starts[starts.indices.firstPosition { starts[$0] > tie.lowerBound }]
    return (tie.upperBound..<end).contains { column.isValid($0) }
  }

  /// Where a row's partition starts, be it before the stretch.
  private func partitionStart(of row: Int) -> Int {
    let index = starts.indices.firstPosition { starts[$0] > row } - 1
    return starts[index]
  }
}

extension WindowFunction {
  /// Whether the order of tied rows can change what it gives.
  fileprivate var dependsOnOrder: Bool {
    switch kind {
    case .rank, .denseRank: false
    case .rowNumber, .ntile, .lag, .lead, .firstValue, .lastValue: true
    case .sum, .count, .min, .max: frame != .partition
    }
  }
}

extension Window {
  /// Whether a tie may be an error.
  var hasOffendingTies: Bool { ties == .error && functions.contains { $0.dependsOnOrder } }

  /// How many first rows of each partition a condition on row numbers keeps, where the window makes
  /// nothing but row numbers: `number = 1`, `number <= 3`.
  func keptPositions(_ condition: Expression) -> Int? {
    guard functions.allSatisfy({ $0.kind == .rowNumber }),
      case .call(let name, let arguments) = condition.form, arguments.count == 2,
      case .column(let column) = arguments[0].form,
      functions.contains(where: { $0.name.utf8.elementsEqual(column.utf8) }),
      case .integer(let position)? = arguments[1].literal, position > 0
    else { return nil }
    switch name {
    case "equal", "less_or_equal": return Int(exactly: position)
    case "less": return Int(exactly: position - 1)
    default: return nil
    }
  }
}
