import FupanData
import FupanDiagnostics
import FupanPlan
import Testing

/// Pseudonyms and hashes against published values, and that no plan shows a key.
struct PseudonymTests {
  private let key = "fupan-test-key-0000"

  @Test("EX-26.2: the pseudonym of a phone number") func aPhoneNumberGetsThePublishedPseudonym() {
    let pseudonym = Pseudonym(key: Array(key.utf8), field: "phone")
    let digits = pseudonym.digest(of: "13800138000".utf8).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    #expect(
      digits.joined() == "5c22be6c31479b1831077b2e7469108137e47f7e350b26d7d9830fc6a0329b55")
    #expect(pseudonym.text(of: "13800138000") == "lqrl43bri6nrqmihpmxhi2iq")
  }

  @Test func anotherKeyOrFieldGivesAnother() {
    let values = [(key, "phone"), (key, "mail"), ("fupan-test-key-0001", "phone")].map {
      Pseudonym(key: Array($0.0.utf8), field: $0.1).text(of: "13800138000")
    }
    #expect(Set(values).count == 3)
  }

  @Test func guessingWithoutTheKeyFindsNothing() {
    let wanted = Pseudonym(key: Array(key.utf8), field: "phone").text(of: "13800135678")
    let guess = Pseudonym(key: [], field: "phone")
    let found = (0..<10_000).contains { number in
      let digits = String(number)
      let middle = String(repeating: "0", count: 4 - digits.count) + digits
      return guess.text(of: "138\(middle)5678") == wanted
    }
    #expect(!found)
  }

  @Test func aKeyIsToldByPartOfItsHash() {
    #expect(Pseudonym.keyID(of: Array("abc".utf8)) == "ba7816bf")
  }

  @Test("EX-27.2: the hash of u1 begins as published") func hashesOfSamplesAreThePublishedOnes()
    throws
  {
    let hash = try ExpressionBinder(schema: Schema([])).call(
      "sha256", [Expression(literal: .text("42|u1"))], at: nil)
    let one = Batch(Schema([]), [], count: 1)
    let text = try hash.evaluate(one, EvaluationContext()).value(at: 0).text
    #expect(text?.count == 64)
    #expect(text?.hasPrefix("12b1728f146e1667") == true)
  }

  @Test func noPlanShowsAKey() throws {
    let phone = Field("phone", .text, isPersonal: true)
    let call = try ExpressionBinder(schema: Schema([phone])).call(
      "pseudonym",
      [Expression(phone), Expression(literal: .text("phone")), Expression(literal: .text(key))],
      at: nil)
    #expect(call.description == "pseudonym(phone, 'phone', '…')")
    #expect(!call.isPersonal)
  }
}
