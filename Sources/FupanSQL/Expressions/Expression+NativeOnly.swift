import FupanPlan

extension Expression {
  /// Whether a function in it is the native engine's alone, whatever the dialect.
  var isNativeOnly: Bool {
    switch form {
    case .column, .literal: return false
    case .cast(let operand): return operand.isNativeOnly
    case .conditional(let branches, let otherwise):
      return branches.contains { $0.condition.isNativeOnly || $0.value.isNativeOnly }
        || otherwise?.isNativeOnly ?? false
    case .call(let name, let arguments):
      if case .none? = FunctionCatalog[name]?.sql { return true }
      return arguments.contains { $0.isNativeOnly }
    }
  }
}
