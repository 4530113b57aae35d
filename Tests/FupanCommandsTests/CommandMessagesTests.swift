import FupanDiagnostics
import Testing

@testable import FupanCommands

/// The catalogue of what commands say.
struct CommandMessagesTests {
  @Test func messagesAreSortedAndUnique() {
    let codes = Message.commands.map { $0.code }
    #expect(codes == codes.sorted())
    #expect(Set(codes).count == codes.count)
  }
}
