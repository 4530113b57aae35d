/// How often labels that a method gives agree with those that people gave.
///
/// F1 = 2PR / (P + R) of each class, their plain mean (macro-F1), and Cohen's κ (Cohen 1960, "A
/// coefficient of agreement for nominal scales").
///
///     ConfusionMatrix([[40, 6, 4], [8, 55, 7], [5, 9, 66]])?.macroF1  // 0.801059
package struct ConfusionMatrix: Equatable, Sendable {
  /// `counts[gold][given]`.
  package let counts: [[Int]]

  /// Nil unless the table is square and not negative.
  package init?(_ counts: [[Int]]) {
    guard !counts.isEmpty, counts.allSatisfy({ $0.count == counts.count }),
      counts.allSatisfy({ $0.allSatisfy { $0 >= 0 } })
    else { return nil }
    self.counts = counts
  }

  /// All texts.
  package var total: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }

  /// Texts of a class that are found, over all that are given it; nil where none is.
  package func precision(_ index: Int) -> Double? {
    ratio(counts[index][index], counts.reduce(0) { $0 + $1[index] })
  }

  /// Texts of a class that are found, over all that are of it; nil where none is.
  package func recall(_ index: Int) -> Double? {
    ratio(counts[index][index], counts[index].reduce(0, +))
  }

  /// 2·TP / (2·TP + FP + FN); nil where nothing is or is given the class.
  package func f1(_ index: Int) -> Double? {
    ratio(
      2 * counts[index][index],
      counts[index].reduce(0, +) + counts.reduce(0) { $0 + $1[index] })
  }

  /// The mean of the classes' F1; nil where one has none.
  package var macroF1: Double? {
    let all = counts.indices.compactMap { f1($0) }
    return all.count == counts.count ? NeumaierSum.of(all) / Double(all.count) : nil
  }

  /// Agreement beyond what chance gives; nil without texts, or where chance gives all of it.
  package var kappa: Double? {
    let n = Double(total)
    guard n > 0 else { return nil }
    let agreed = Double(counts.indices.reduce(0) { $0 + counts[$1][$1] }) / n
    let chance = counts.indices.reduce(0.0) { sum, index in
      sum + Double(counts[index].reduce(0, +)) / n
        * (Double(counts.reduce(0) { $0 + $1[index] }) / n)
    }
    return chance < 1 ? (agreed - chance) / (1 - chance) : nil
  }

  private func ratio(_ part: Int, _ whole: Int) -> Double? {
    whole > 0 ? Double(part) / Double(whole) : nil
  }
}
