/// How grave a firing alert is.
package enum AlertSeverity: String, Equatable, Sendable, CaseIterable, Comparable {
  case warn
  case error
  case critical

  private var order: Int {
    switch self {
    case .warn: 0
    case .error: 1
    case .critical: 2
    }
  }

  package static func < (left: AlertSeverity, right: AlertSeverity) -> Bool {
    left.order < right.order
  }
}
