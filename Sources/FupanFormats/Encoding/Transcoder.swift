import Glibc
import Synchronization

/// The C library's conversion of one encoding into UTF-8, a piece at a time.
///
/// What cannot be read becomes a byte 0xFF, which UTF-8 does not have: whoever reads the text then
/// treats it as any other bad byte.
final class Transcoder: Sendable {
  private struct State: ~Copyable {
    let converter: iconv_t?

    init(_ encoding: TextEncoding) {
      let opened = iconv_open("UTF-8", encoding.iconvName)
      converter = Int(bitPattern: opened) == -1 ? nil : opened
    }

    deinit { if let converter { iconv_close(converter) } }
  }

  private let encoding: TextEncoding
  private let state: Mutex<State>

  init(_ encoding: TextEncoding) {
    self.encoding = encoding
    state = Mutex(State(encoding))
  }

  /// Appends the text of a piece and returns how many of its bytes were used; a character that is cut
  /// at the end is left over unless the text ends there.
  ///
  /// - Parameter bad: told the position of each bad byte in `text` and of its source in `piece`.
  func decode(
    _ piece: [UInt8], isEnd: Bool, into text: inout [UInt8],
    bad: (_ text: Int, _ source: Int) -> Void
  ) -> Int {
    var used = 0
    while used < piece.count {
      let (step, written, code) = convert(piece[used...])
      used += step
      text += written
      switch code {
      case 0, E2BIG: continue
      case EINVAL where !isEnd: return used
      default:
        bad(text.count, used)
        text.append(0xFF)
        used = code == EINVAL ? piece.count : min(piece.count, used + encoding.unit)
      }
    }
    return used
  }

  /// One call of the library: how many bytes it took, what it made of them, and why it stopped.
  private func convert(
    _ input: ArraySlice<UInt8>
  ) -> (used: Int, text: [UInt8], code: Int32) {
    input.withUnsafeBytes { input in
      state.withLock(reading: input) { state, input, _ in
        guard let converter = state.converter else { return (0, [], EILSEQ) }
        var from = UnsafeMutableRawPointer(mutating: input.baseAddress)?
          .assumingMemoryBound(to: CChar.self)
        var left = input.count
        var code: Int32 = 0
        let text = [UInt8](unsafeUninitializedCapacity: left * 3 + 16) { target, written in
          target.withMemoryRebound(to: CChar.self) { target in
            var to = target.baseAddress
            var room = target.count
            if iconv(converter, &from, &left, &to, &room) == -1 {
              code = errno
              iconv(converter, nil, nil, nil, nil)
            }
            written = target.count - room
          }
        }
        return (input.count - left, text, code)
      }
    }
  }
}
