/// The closed list of functions.
package enum FunctionCatalog {
  /// Every function, in the order of the families and within them as listed.
  package static let all: [Function] =
    ArithmeticFunctions.all + RoundingFunctions.all + ComparisonFunctions.all + LogicFunctions.all
    + ChoiceFunctions.all + TextFunctions.all + PatternFunctions.all + PrivacyFunctions.all
    + IdentityFunctions.all
    + DateFunctions.all + ListFunctions.all + StatisticFunctions.all

  private static let byName: [String: Function] = Dictionary(
    uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// The function with this name.
  package static subscript(_ name: String) -> Function? { byName[name] }

  /// The names that can be written as calls, sorted.
  package static let names: [String] = all.filter { !$0.isInternal }.map { $0.name }.sorted {
    $0.utf8.lexicographicallyPrecedes($1.utf8)
  }
}
