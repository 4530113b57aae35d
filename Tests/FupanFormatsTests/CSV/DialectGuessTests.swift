import FupanPlan
import Testing

@testable import FupanFormats

/// What is proposed for a file that nobody declared.
struct DialectGuessTests {
  private func guess(_ text: String) throws -> (delimiter: String, quote: String, escape: String) {
    let file = try TemporaryFile(text)
    var input = try PeekedInput(file.path)
    let options = DialectGuess.options(of: &input)
    func shown(_ byte: UInt8?) -> String { byte.map { String(Unicode.Scalar($0)) } ?? "none" }
    return (shown(options.delimiter), shown(options.quote), shown(options.escape))
  }

  @Test(arguments: [
    ("a,b\n1,\"x, \"\"y\"\"\"\n2,\"z\nz\"\n", ",", "\"", "none"),
    // Ids that a spreadsheet is kept from rounding are in no quotes.
    ("a,b\n'18618486065,x\n'18618486066,it's\n", ",", "\"", "none"),
    ("a,b\n1,'x, \"y\"'\n2,'z''z, z'\n", ",", "'", "none"),
    ("'a','b'\n'1','x'\n", ",", "'", "none"),
    ("a;b\n1;\"x \\\"y\\\"; z\"\n2;\"z\"\n", ";", "\"", "\\"),
    ("a,b\n1,'it\\'s, ok'\n2,'z, z'\n", ",", "'", "\\"),
    // A backslash at the end of a path is no escape.
    ("a,b\n1,\"C:\\dir\\\"\n2,\"x\"\n", ",", "\"", "none"),
    ("a\tb\n1\t\"15寸\n2\t13\n", "\t", "none", "none"),
  ])
  func delimiterQuoteAndEscapeLeaveTheFewestOddRecords(
    text: String, delimiter: String, quote: String, escape: String
  ) throws {
    let found = try guess(text)
    #expect(found == (delimiter, quote, escape))
  }
}
