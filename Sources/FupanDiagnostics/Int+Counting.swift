extension Int {
  /// The number with the English word that goes with it: `1 row`, `2 rows`.
  package func counting(_ one: String, _ many: String) -> String {
    "\(self) \(self == 1 ? one : many)"
  }
}
