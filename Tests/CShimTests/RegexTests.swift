import CRE2
import Foundation
import Testing

@Suite struct RegexTests {
  /// A compiled expression, freed when it is no longer used.
  private final class Regex: Sendable {
    let handle: fupan_regex

    init?(_ pattern: String, ignoreCase: Bool = false) {
      let bytes = pattern.utf8.map { CChar(bitPattern: $0) }
      handle = fupan_regex_compile(bytes, bytes.count, ignoreCase, nil, 0)
      if handle.engine == nil { return nil }
    }

    deinit { fupan_regex_free(handle) }

    func group(_ group: Int32, of text: String) -> String? {
      let bytes = text.utf8.map { CChar(bitPattern: $0) }
      var offset = 0
      var length = 0
      guard fupan_regex_extract(handle, bytes, bytes.count, group, &offset, &length) else {
        return nil
      }
      return String(decoding: Array(text.utf8)[offset..<offset + length], as: UTF8.self)
    }

    func replacing(_ text: String, with rewrite: String, all: Bool = true) -> (String, Int32)? {
      let bytes = text.utf8.map { CChar(bitPattern: $0) }
      let with = rewrite.utf8.map { CChar(bitPattern: $0) }
      var replaced: UnsafeMutablePointer<CChar>?
      var length = 0
      let count = fupan_regex_replace(
        handle, all, bytes, bytes.count, with, with.count, &replaced, &length)
      guard count >= 0, let replaced else { return nil }
      defer { free(replaced) }
      let result = UnsafeRawBufferPointer(start: replaced, count: length)
      return (String(decoding: result, as: UTF8.self), count)
    }

    func matches(_ text: String, whole: Bool) -> Bool {
      let bytes = text.utf8.map { CChar(bitPattern: $0) }
      return whole
        ? fupan_regex_full_match(handle, bytes, bytes.count)
        : fupan_regex_partial_match(handle, bytes, bytes.count)
    }
  }

  @Test func wholeAndPartialMatchesDiffer() throws {
    let regex = try #require(Regex("焕新|春日"))
    #expect(regex.matches("春日焕新", whole: false))
    #expect(!regex.matches("春日焕新", whole: true))
    #expect(regex.matches("焕新", whole: true))
    #expect(!regex.matches("", whole: false))
  }

  @Test func groupsAreFoundByByte() throws {
    let regex = try #require(Regex("(单号)?：(\\d+)"))
    #expect(fupan_regex_group_count(regex.handle) == 2)
    #expect(regex.group(0, of: "订单号：20260410") == "单号：20260410")
    #expect(regex.group(2, of: "订单号：20260410") == "20260410")
    #expect(regex.group(1, of: "：7") == nil)
    #expect(regex.group(3, of: "：7") == nil)
    #expect(regex.group(-1, of: "：7") == nil)
  }

  @Test func aGroupBeyondTheTenthIsFound() throws {
    let pattern = String(repeating: "(.)", count: 12)
    let regex = try #require(Regex(pattern))
    #expect(regex.group(12, of: "abcdefghijkl") == "l")
  }

  @Test func replacementsNameGroups() throws {
    let regex = try #require(Regex("(\\d{3})\\d{4}(\\d{4})"))
    let one = try #require(regex.replacing("13812345678 13987654321", with: "\\1****\\2"))
    #expect(one == ("138****5678 139****4321", 2))
    let first = try #require(
      regex.replacing("13812345678 13987654321", with: "*", all: false))
    #expect(first == ("* 13987654321", 1))
  }

  @Test func anUnsoundReplacementIsToldAndReplacesNothing() throws {
    let regex = try #require(Regex("a"))
    let rewrite = "\\1".utf8.map { CChar(bitPattern: $0) }
    var reason = [CChar](repeating: 0, count: 100)
    #expect(
      !fupan_regex_check_rewrite(regex.handle, rewrite, rewrite.count, &reason, reason.count))
    #expect(reason.first != 0)
    let unchanged = try #require(regex.replacing("banana", with: "\\1"))
    #expect(unchanged == ("banana", 0))
  }

  @Test func caseIsIgnoredOnRequest() throws {
    #expect(try #require(Regex("utm")).matches("UTM", whole: true) == false)
    #expect(try #require(Regex("utm", ignoreCase: true)).matches("UTM", whole: true))
  }

  @Test(arguments: ["(", "a{2,1}", "(?=a)", "\\1"])
  func whatIsNoExpressionIsTold(pattern: String) {
    let bytes = pattern.utf8.map { CChar(bitPattern: $0) }
    var reason = [CChar](repeating: 0, count: 200)
    let handle = fupan_regex_compile(bytes, bytes.count, false, &reason, reason.count)
    #expect(handle.engine == nil)
    #expect(reason.first != 0)
  }

  @Test func aReasonIsCutBetweenCharacters() {
    let pattern = "(?P<名字".utf8.map { CChar(bitPattern: $0) }
    for capacity in 1...60 {
      var reason = [CChar](repeating: 1, count: capacity)
      _ = fupan_regex_compile(pattern, pattern.count, false, &reason, capacity)
      let bytes = reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      #expect(bytes.count < capacity)
      #expect(String(validating: bytes, as: UTF8.self) != nil)
    }
  }

  @Test(.timeLimit(.minutes(1))) func nestedRepetitionTakesLinearTime() throws {
    let regex = try #require(Regex("^(a+)+$"))
    #expect(!regex.matches(String(repeating: "a", count: 50_000) + "b", whole: false))
  }
}
