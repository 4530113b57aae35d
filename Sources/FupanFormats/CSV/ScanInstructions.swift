import CScanner

/// The instructions by which clean records are found many bytes at a time. All find the same.
package enum ScanInstructions: String, CaseIterable, Sendable {
  /// Eight bytes at a time, on every processor.
  case scalar
  case sse2
  case avx2
  case avx512
  case neon

  var code: fupan_scan_kind {
    switch self {
    case .scalar: FUPAN_SCAN_SCALAR
    case .sse2: FUPAN_SCAN_SSE2
    case .avx2: FUPAN_SCAN_AVX2
    case .avx512: FUPAN_SCAN_AVX512
    case .neon: FUPAN_SCAN_NEON
    }
  }

  /// Those that this processor has.
  package static let available = allCases.filter { fupan_scan_has($0.code) }

  /// The fastest of them.
  package static let best = available.last { $0.code == fupan_scan_best() } ?? .scalar
}
