import Dispatch
import Foundation
import FupanDiagnostics
import Synchronization

/// A chart to be drawn as an `<svg>` element without scripts.
struct StillPicture: Sendable {
  var drawing: ChartDrawing
  /// The chart's id, for messages.
  var name: String
  /// In CSS pixels.
  var width: Int
  /// What the ids of the element begin with: no other picture's of the same page.
  var prefix: String

  /// Pictures that a further engine takes over: it has to load before it draws.
  private static let worthwhile = 12

  /// The elements, one for each picture in its place, drawn by as many engines as pay off.
  ///
  /// A picture does not depend on what its engine drew before, so the bytes are the same with any
  /// number of engines.
  static func drawn(
    _ pictures: [StillPicture], engines most: Int = ProcessInfo.processInfo.activeProcessorCount
  ) throws(Problems) -> [String] {
    let engines = max(1, min(most, pictures.count / worthwhile))
    let work = Mutex(
      (next: 0, results: [Result<String, Problems>?](repeating: nil, count: pictures.count)))
    let failure = Mutex<Problems?>(nil)
    DispatchQueue.concurrentPerform(iterations: pictures.isEmpty ? 0 : engines) { _ in
      do throws(Problems) {
        let engine = try ChartEngine.loaded()
        while true {
          let index = work.withLock { work in
            defer { work.next += 1 }
            return work.next
          }
          guard index < pictures.count else { return }
          let result: Result<String, Problems>
          do throws(Problems) {
            result = .success(try engine.svg(of: pictures[index]))
          } catch {
            result = .failure(error)
          }
          work.withLock { $0.results[index] = result }
        }
      } catch {
        failure.withLock { $0 = error }
      }
    }
    if let problems = failure.withLock({ $0 }) { throw problems }
    var elements: [String] = []
    elements.reserveCapacity(pictures.count)
    for result in work.withLock({ $0.results }) {
      if let result { elements.append(try result.get()) }
    }
    return elements
  }
}
