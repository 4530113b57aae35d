import FupanConfig
import FupanDiagnostics
import Testing

@Suite struct MessagesTests {
  @Test(arguments: [Message.config, Message.documents, Message.commandLine])
  func areWellFormed(messages: [Message]) {
    #expect(MessageCatalog.faults(of: messages) == [])
  }
}
