import FupanDiagnostics
import Testing

@testable import FupanPipelines

/// The catalogues of what pipelines and runs say.
struct RunMessagesTests {
  @Test(arguments: [Message.runs, Message.pipelines, Message.people].map { $0.map { $0.code } })
  func messagesAreSortedAndUnique(_ codes: [String]) {
    #expect(codes == codes.sorted())
    #expect(Set(codes).count == codes.count)
  }
}
