import FupanData
import FupanDiagnostics

/// The loops that kernels are made of: one argument or two, each a full column or a constant.
enum ElementLoops {
  /// `body` of each row of one fixed-size argument.
  @inline(__always)
  static func map<
    A: BitwiseCopyable & Hashable & Sendable, R: BitwiseCopyable & Hashable & Sendable
  >(
    _ a: FixedColumn<A>, _ vector: Vector, count: Int, _ body: (A) -> R
  ) -> FixedColumn<R> {
    let step = vector.step
    return FixedColumn(
      [R](unsafeUninitializedCapacity: count) { target, initialized in
        initialized = count
        a.values.withUnsafeBufferPointer { values in
          if step == 1 {
            for row in 0..<count { target.initializeElement(at: row, to: body(values[row])) }
          } else {
            for row in 0..<count { target.initializeElement(at: row, to: body(values[0])) }
          }
        }
      })
  }

  /// `body` of each row of two fixed-size arguments. A column with a column, and a column with a
  /// constant, are loops of their own, which the compiler turns into vector instructions.
  @inline(__always)
  static func map<
    A: BitwiseCopyable & Hashable & Sendable, B: BitwiseCopyable & Hashable & Sendable,
    R: BitwiseCopyable & Hashable & Sendable
  >(
    _ a: FixedColumn<A>, _ b: FixedColumn<B>, _ vectors: [Vector], count: Int, _ body: (A, B) -> R
  ) -> FixedColumn<R> {
    let (leftStep, rightStep) = (vectors[0].step, vectors[1].step)
    return FixedColumn(
      [R](unsafeUninitializedCapacity: count) { target, initialized in
        initialized = count
        a.values.withUnsafeBufferPointer { left in
          b.values.withUnsafeBufferPointer { right in
            if leftStep == 1, rightStep == 0 {
              let other = right[0]
              for row in 0..<count {
                target.initializeElement(at: row, to: body(left[row], other))
              }
            } else if leftStep == 1, rightStep == 1 {
              for row in 0..<count {
                target.initializeElement(at: row, to: body(left[row], right[row]))
              }
            } else {
              for row in 0..<count {
                target.initializeElement(
                  at: row, to: body(left[row &* leftStep], right[row &* rightStep]))
              }
            }
          }
        }
      })
  }

  /// As ``map(_:_:_:count:_:)``, where a row may have no value: overflow is an error of that row.
  ///
  /// Rows with a missing argument are not asked.
  @inline(__always)
  static func checkedMap<
    A: BitwiseCopyable & Hashable & Sendable, R: BitwiseCopyable & Hashable & Sendable
  >(
    _ a: FixedColumn<A>, _ b: FixedColumn<A>, _ vectors: [Vector], count: Int, zero: R,
    _ message: Message, _ body: (A, A) -> (R, Bool)
  ) throws(EvaluationError) -> FixedColumn<R> {
    let (leftStep, rightStep) = (vectors[0].step, vectors[1].step)
    var hasFailed = false
    var result = [R](unsafeUninitializedCapacity: count) { target, initialized in
      initialized = count
      a.values.withUnsafeBufferPointer { left in
        b.values.withUnsafeBufferPointer { right in
          for row in 0..<count {
            let (value, failed) = body(left[row &* leftStep], right[row &* rightStep])
            target.initializeElement(at: row, to: value)
            hasFailed = hasFailed || failed
          }
        }
      }
    }
    guard hasFailed else { return FixedColumn(result) }
    for row in 0..<count where body(a.values[row * leftStep], b.values[row * rightStep]).1 {
      guard !(vectors[0].isValid(row) && vectors[1].isValid(row)) else {
        throw EvaluationError(message, row: row)
      }
      result[row] = zero
    }
    return FixedColumn(result)
  }
}
