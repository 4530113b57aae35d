import CZlib
import Testing

@Suite struct CompressionTests {
  /// What deflating and inflating again gives.
  private func roundTrip(_ input: [UInt8], windowBits: Int32) -> [UInt8] {
    var packed = [UInt8](repeating: 0, count: input.count + 200)
    var output = [UInt8](repeating: 0, count: input.count)
    var source = input

    var deflater = z_stream()
    guard fupan_deflate_init(&deflater, 6, windowBits) == Z_OK else { return [] }
    let packedCount = source.withUnsafeMutableBufferPointer { from in
      packed.withUnsafeMutableBufferPointer { to in
        deflater.next_in = from.baseAddress
        deflater.avail_in = UInt32(from.count)
        deflater.next_out = to.baseAddress
        deflater.avail_out = UInt32(to.count)
        return deflate(&deflater, Z_FINISH) == Z_STREAM_END ? to.count - Int(deflater.avail_out) : 0
      }
    }
    deflateEnd(&deflater)

    var inflater = z_stream()
    guard fupan_inflate_init(&inflater, 15 + 32) == Z_OK else { return [] }
    packed.withUnsafeMutableBufferPointer { from in
      output.withUnsafeMutableBufferPointer { to in
        inflater.next_in = from.baseAddress
        inflater.avail_in = UInt32(packedCount)
        inflater.next_out = to.baseAddress
        inflater.avail_out = UInt32(to.count)
        #expect(inflate(&inflater, Z_FINISH) == Z_STREAM_END)
      }
    }
    inflateEnd(&inflater)
    return output
  }

  @Test(arguments: [Int32(15), 31])
  func inflatingGivesBackWhatWasDeflated(windowBits: Int32) {
    let input = Array(String(repeating: "订单号,实付金额\n", count: 400).utf8)
    #expect(roundTrip(input, windowBits: windowBits) == input)
  }

  @Test func anImpossibleWindowIsRefused() {
    var stream = z_stream()
    #expect(fupan_inflate_init(&stream, 99) == Z_STREAM_ERROR)
  }
}
