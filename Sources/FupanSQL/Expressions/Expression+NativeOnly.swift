import FupanPlan

extension Expression {
  /// Whether a function in it is the native engine's alone, whatever the dialect.
  var isNativeOnly: Bool {
    if case .call(let name, _) = form, case .none? = FunctionCatalog[name]?.sql { return true }
    return parts.contains { $0.isNativeOnly }
  }
}
