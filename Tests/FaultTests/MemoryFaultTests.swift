import Foundation
import Testing

/// Runs within little memory: the same bytes, or what is missing said.
struct MemoryFaultTests {
  @Test func littleMemoryDoesNotShow() async throws {
    let workshop = try Workshop()
    let outcome = try await workshop.run(
      """
      $fupan run p.yaml --out a --as-of 2026-04-10 --quiet
      $fupan run p.yaml --out b --as-of 2026-04-10 --quiet --max-memory 10B
      diff -r a/latest/ b/latest/ --exclude run.json --brief; echo $?
      ls -A b
      """)
    #expect(outcome.output == "0\n.fupan.lock\nlast.json\nlatest\nruns\n", "\(outcome.errors)")
  }

  @Test func aFilterKeepsItsRowsInTheTemporaryFolder() async throws {
    let workshop = try Workshop()
    let outcome = try await workshop.run(
      """
      $fupan sort order_id --max-memory 1B --format csv < orders.csv > plain.csv
      mkdir full; TMPDIR=full $fupan sort order_id --max-memory 1B --max-disk 10B < orders.csv
      echo $?; ls -A full
      TMPDIR=nowhere $fupan sort order_id --max-memory 1B < orders.csv; echo $?
      """)
    #expect(outcome.output == "74\n74\n", "\(outcome.errors)")
    #expect(outcome.errors.contains("error[spill_full]"))
    #expect(outcome.errors.contains("has 10 B left for them"))
    #expect(outcome.errors.contains("error[spill_failed]"))
    #expect(outcome.errors.contains("--max-memory"))
    #expect(workshop.text("plain.csv")?.hasPrefix("order_id,region") == true)
  }

  @Test func aRunWithoutRoomOnTheDiskPublishesNothing() async throws {
    let workshop = try Workshop()
    let outcome = try await workshop.run(
      "$fupan run p.yaml --out out --max-memory 1B --max-disk 10B; echo $?; ls -A out")
    #expect(outcome.output == "74\n.fupan.lock\nlast.json\n", "\(outcome.errors)")
    #expect(outcome.errors.contains("error[spill_full]"))
  }

  @Test(arguments: ["much", "512", "0B", "-1MB"])
  func whatIsNoSizeIsRefused(size: String) async throws {
    let workshop = try Workshop()
    let run = try await workshop.run("$fupan run p.yaml --max-memory=\(size)")
    #expect(run.status == 64, "\(run.errors)")
    #expect(run.errors.contains("max-memory"))
    let filter = try await workshop.run("$fupan sort order_id --max-memory=\(size) < orders.csv")
    #expect(filter.status == 64, "\(filter.errors)")
    #expect(filter.errors.contains("a size such as 512MB or 2GB"))
  }
}
