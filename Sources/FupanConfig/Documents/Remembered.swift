import Synchronization

/// What is made for a key, made once however many ask for it.
package final class Remembered<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let known = Mutex<[Key: Value]>([:])

  package init() {}

  /// The value of `key`, as `make` makes it the first time; what fails is tried again.
  package func value<Failure: Error>(
    of key: Key, making make: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    if let found = known.withLock({ $0[key] }) { return found }
    // Outside of the lock, because making one may ask for another.
    let made = try make()
    known.withLock { $0[key] = made }
    return made
  }
}
