extension Vector {
  /// Which of `rows` rows a truth value is known to be true in: what a filter keeps.
  ///
  /// - Precondition: the vector is of truth values.
  package func holds(_ rows: Int) -> Validity {
    guard case .bool(let flags) = column else { preconditionFailure("not a truth value") }
    guard isConstant else {
      let isTrue = Validity(flags.values)
      return flags.validity.map { isTrue.intersection($0) } ?? isTrue
    }
    return Validity(repeating: flags[0] ?? false, count: rows)
  }

  /// Which of `rows` rows a truth value is known to be false in.
  ///
  /// - Precondition: the vector is of truth values.
  package func fails(_ rows: Int) -> Validity {
    guard case .bool(let flags) = column else { preconditionFailure("not a truth value") }
    guard isConstant else {
      let isFalse = Validity(flags.values).inverted
      return flags.validity.map { isFalse.intersection($0) } ?? isFalse
    }
    return Validity(repeating: flags[0].map { !$0 } ?? false, count: rows)
  }

  /// Which of `rows` rows hold a value; nil where all do.
  package func known(_ rows: Int) -> Validity? {
    guard let validity = column.validity else { return nil }
    if !isConstant { return validity }
    return validity[0] ? nil : Validity(repeating: false, count: rows)
  }
}
