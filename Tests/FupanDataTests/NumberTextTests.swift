import FupanData
import Testing

struct NumberTextTests {
  @Test(
    arguments: [
      (0.0, "0"), (-0.0, "0"), (1.0, "1"), (0.1 + 0.2, "0.3"), (1.0 / 3, "0.333333333333"),
      (-2.5, "-2.5"), (1234567.125, "1234567.125"), (1e14, "100000000000000"), (1e15, "1e15"),
      (0.0000001, "0.0000001"), (1.5e-8, "1.5e-8"), (999_999_999_999.95, "1000000000000"),
      (123_456_789_012_345.0, "123456789012000"),
    ] as [(Double, String)])
  func twelveSignificantDigits(number: Double, text: String) {
    #expect(NumberText.string(number) == text)
  }
}
