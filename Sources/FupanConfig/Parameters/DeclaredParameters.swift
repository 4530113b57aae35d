import Synchronization

/// The parameters that types declare, each type looked at once: a document decodes thousands of
/// values of a few types.
enum DeclaredParameters {
  private static let known = Mutex<[ObjectIdentifier: [ParameterSpec]]>([:])

  /// The parameters of `type`, as `find` finds them the first time.
  static func of(_ type: Any.Type, finding find: () -> [ParameterSpec]) -> [ParameterSpec] {
    let id = ObjectIdentifier(type)
    if let found = known.withLock({ $0[id] }) { return found }
    // Outside of the lock, because nested groups ask for theirs.
    let found = find()
    known.withLock { $0[id] = found }
    return found
  }
}
