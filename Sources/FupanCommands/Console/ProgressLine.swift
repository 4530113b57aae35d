import FupanDiagnostics
import Synchronization

/// One line on a terminal that says how far a run is.
final class ProgressLine: Sendable {
  private let language: Language
  private let state = Mutex((shown: ContinuousClock.Instant?.none, isOnScreen: false))

  init(_ language: Language) { self.language = language }

  /// Says how many rows were read, a few times a second.
  func update(_ rows: Int) {
    let now = ContinuousClock.now
    state.withLock { state in
      if let shown = state.shown, now - shown < .milliseconds(200) { return }
      state = (now, true)
      Console.write(
        "\r" + (language == .english ? rows.counting("row", "rows") : "已读 \(rows) 行") + "\u{1B}[K")
    }
  }

  /// Takes the line away.
  func clear() {
    state.withLock { state in
      if state.isOnScreen { Console.write("\r\u{1B}[K") }
      state.isOnScreen = false
    }
  }
}
