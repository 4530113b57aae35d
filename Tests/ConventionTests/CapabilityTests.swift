import FupanCommands
import Testing

/// What is said to serve a row of the inventory is there.
@Suite struct CapabilityTests {
  @Test func everyRowIsListedOnce() {
    #expect(CapabilityCatalog.all.map { $0.number } == Array(1...115))
  }

  @Test func everyServerExists() throws {
    #expect(try CapabilityReference.unknownServers() == [])
    for name in CapabilityReference.pipelines {
      #expect(Repository.exists("Pipelines/\(name).yaml"), "no pipeline \(name)")
    }
  }

  @Test(.disabled("rows of the first priority are still to be served"))
  func everyRowOfTheFirstPriorityIsServed() {
    let unserved = CapabilityCatalog.all.filter { $0.priority == .core && $0.servers.isEmpty }
    #expect(unserved.map { "R\($0.number) \($0.english)" } == [])
  }
}
