import Foundation

extension EngineOptions {
  /// The processors this process may use.
  package static var cores: Int { ProcessInfo.processInfo.activeProcessorCount }
}
