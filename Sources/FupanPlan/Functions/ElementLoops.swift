import FupanData
import FupanDiagnostics

/// The loops that kernels are made of: one argument or two, each a full column or a constant.
enum ElementLoops {
  /// `body` of each row of one fixed-size argument.
  static func map<
    A: BitwiseCopyable & Hashable & Sendable, R: BitwiseCopyable & Hashable & Sendable
  >(
    _ a: FixedColumn<A>, _ vector: Vector, count: Int, _ body: (A) -> R
  ) -> FixedColumn<R> {
    let values = a.values
    let step = vector.step
    var result: [R] = []
    result.reserveCapacity(count)
    for row in 0..<count { result.append(body(values[row * step])) }
    return FixedColumn(result)
  }

  /// `body` of each row of two fixed-size arguments.
  static func map<
    A: BitwiseCopyable & Hashable & Sendable, B: BitwiseCopyable & Hashable & Sendable,
    R: BitwiseCopyable & Hashable & Sendable
  >(
    _ a: FixedColumn<A>, _ b: FixedColumn<B>, _ vectors: [Vector], count: Int, _ body: (A, B) -> R
  ) -> FixedColumn<R> {
    let left = a.values
    let right = b.values
    let (leftStep, rightStep) = (vectors[0].step, vectors[1].step)
    var result: [R] = []
    result.reserveCapacity(count)
    for row in 0..<count { result.append(body(left[row * leftStep], right[row * rightStep])) }
    return FixedColumn(result)
  }

  /// As ``map(_:_:_:count:_:)``, where a row may have no value: overflow is an error of that row.
  ///
  /// Rows with a missing argument are not asked.
  static func checkedMap<
    A: BitwiseCopyable & Hashable & Sendable, R: BitwiseCopyable & Hashable & Sendable
  >(
    _ a: FixedColumn<A>, _ b: FixedColumn<A>, _ vectors: [Vector], count: Int, zero: R,
    _ message: Message, _ body: (A, A) -> (R, Bool)
  ) throws(EvaluationError) -> FixedColumn<R> {
    let left = a.values
    let right = b.values
    let (leftStep, rightStep) = (vectors[0].step, vectors[1].step)
    var result: [R] = []
    result.reserveCapacity(count)
    for row in 0..<count {
      let (value, failed) = body(left[row * leftStep], right[row * rightStep])
      if failed {
        guard !(vectors[0].isValid(row) && vectors[1].isValid(row)) else {
          throw EvaluationError(message, row: row)
        }
        result.append(zero)
      } else {
        result.append(value)
      }
    }
    return FixedColumn(result)
  }
}
