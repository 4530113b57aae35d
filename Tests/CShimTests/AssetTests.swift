import CAssets
import Foundation
import Testing

@Suite struct AssetTests {
  /// The bytes of an asset.
  private func asset(_ name: String) -> UnsafeBufferPointer<UInt8>? {
    var length = 0
    guard let bytes = fupan_asset(name, &length) else { return nil }
    return UnsafeBufferPointer(start: bytes, count: length)
  }

  private var names: [String] {
    (0..<fupan_asset_count()).compactMap { index in
      fupan_asset_name(index).map { String(cString: $0) }
    }
  }

  @Test func echartsIsWhole() throws {
    let script = try #require(asset("echarts/echarts.min.js"))
    #expect(script.count == 1_117_939)
    #expect(String(decoding: script.prefix(400), as: UTF8.self).contains("Apache"))
  }

  @Test func everyNameFindsItsAsset() {
    #expect(!names.isEmpty)
    for name in names {
      #expect(asset(name) != nil, "\(name)")
    }
  }

  @Test func namesAreInByteOrder() {
    let bytes = names.map { Array($0.utf8) }
    #expect(zip(bytes, bytes.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
  }

  @Test func assetsEndInANulThatIsNotCounted() throws {
    for name in names {
      let bytes = try #require(asset(name))
      let start = try #require(bytes.baseAddress)
      #expect(start[bytes.count] == 0, "\(name)")
    }
  }

  @Test(arguments: ["", "echarts", "echarts/echarts.min.js2", "zzz"])
  func anUnknownNameFindsNothing(name: String) {
    var length = 7
    #expect(fupan_asset(name, &length) == nil)
    #expect(length == 0)
  }

  @Test func beyondTheLastThereIsNoName() {
    #expect(fupan_asset_name(fupan_asset_count()) == nil)
  }
}
