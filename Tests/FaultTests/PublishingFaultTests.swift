import Foundation
import Testing

/// Whatever happens to a run, `latest` is the old run or the complete new one.
@Suite(.serialized) struct PublishingFaultTests {
  private static let run = "$fupan run p.yaml --as-of 2026-04-10 --quiet"

  @Test(
    .enabled(if: Workshop.has("strace")),
    arguments: ["write", "fsync", "renameat", "symlinkat", "mkdirat", "ftruncate", "close"])
  func killedAtAnyCallTheLatestRunIsComplete(_ call: String) async throws {
    let workshop = try Workshop()
    let first = try await workshop.run(PublishingFaultTests.run)
    #expect(first.status == 0, "\(first.errors)")
    let plain = try #require(workshop.published?["report.md"])
    var survived = false
    for number in 1...200 {
      let before = try #require(workshop.published)
      let outcome = try await workshop.run(
        "strace -f -qq -o /dev/null -e trace=\(call) -e inject=\(call):signal=KILL:when=\(number)"
          + " \(PublishingFaultTests.run)")
      let after = try #require(workshop.published, "\(call) \(number) left no complete run")
      #expect(after["report.md"] == plain)
      if outcome.status == 0 {
        survived = true
        #expect(after["run.json"] != before["run.json"])
        break
      }
      #expect(outcome.status == 137, "\(call) \(number): \(outcome.errors)")
    }
    #expect(survived)
    let last = try await workshop.run(PublishingFaultTests.run)
    #expect(last.status == 0)
    #expect(
      workshop.names(in: "out") == [".fupan.lock", "last.json", "latest", "runs"])
    for run in workshop.names(in: "out/runs") {
      #expect(workshop.exists("out/runs/\(run)/run.json"))
      #expect(!workshop.exists("out/runs/\(run)/.run.json"))
    }
  }

  @Test(
    .enabled(if: Workshop.has("strace")),
    arguments: [("write", "ENOSPC", 74), ("fsync", "EIO", 74), ("renameat", "EIO", 74)])
  func aWriteThatFailsPublishesNothing(
    _ call: String, _ error: String, _ status: Int32
  ) async throws {
    let workshop = try Workshop()
    #expect(try await workshop.run(PublishingFaultTests.run).status == 0)
    let before = try #require(workshop.published)
    for number in 1...4 {
      let outcome = try await workshop.run(
        "strace -f -qq -o /dev/null -e trace=\(call) -e inject=\(call):error=\(error):when=\(number)+"
          + " \(PublishingFaultTests.run)")
      #expect(
        outcome.status == status || (outcome.status == 0 && number > 1),
        "\(number): \(outcome.errors)")
      if outcome.status != 0, call != "renameat" { #expect(workshop.published == before) }
      #expect(workshop.published != nil)
    }
  }

  @Test func aRunThatHoldsTheLockIsNamedAndCanBeWaitedFor() async throws {
    let workshop = try Workshop()
    let outcome = try await workshop.run(
      """
      mkdir out; echo 4242 > out/.fupan.lock
      flock out/.fupan.lock sleep 2 & sleep 0.3
      $fupan run p.yaml 2> first; echo $?
      $fupan run p.yaml --wait 20s; echo $?
      """)
    #expect(outcome.output == "75\n0\n")
    #expect(workshop.text("first")?.contains("error[run_locked]") == true)
    #expect(workshop.text("first")?.contains("process 4242") == true)
    #expect(workshop.published != nil)
  }

  @Test func aLockWhoseHolderWasKilledIsFree() async throws {
    let workshop = try Workshop()
    let outcome = try await workshop.run(
      """
      mkdir out; echo 4242 > out/.fupan.lock
      flock out/.fupan.lock -c 'echo $$ > holder; exec sleep 30' & sleep 0.3
      kill -9 $! $(cat holder); sleep 0.2
      $fupan run p.yaml; exit $?
      """)
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  @Test(.enabled(if: Workshop.has("strace")), arguments: ["TERM", "INT"])
  func aSignalStopsItCleanly(_ signal: String) async throws {
    let workshop = try Workshop()
    let outcome = try await workshop.run(
      """
      set -m
      strace -f -qq -o /dev/null -e trace=fsync -e inject=fsync:delay_enter=700000 \
        \(PublishingFaultTests.run) &
      for i in $(seq 100); do ls out/runs/*/ >/dev/null 2>&1 && break; sleep 0.05; done
      kill -\(signal) $(cat out/.fupan.lock)
      wait $!; echo $?
      """)
    #expect(outcome.output == (signal == "TERM" ? "143\n" : "130\n"), "\(outcome.errors)")
    #expect(workshop.names(in: "out/runs").isEmpty)
    #expect(!workshop.exists("out/latest"))
    #expect(workshop.text("out/last.json")?.contains(#""state": "interrupted""#) == true)
    #expect(try await workshop.run(PublishingFaultTests.run).status == 0)
  }

  @Test(.enabled(if: Workshop.has("setpriv") && getuid() == 0))
  func aReadOnlyFolderIsRefusedBeforeAnythingIsRead() async throws {
    let workshop = try Workshop()
    let outcome = try await workshop.run(
      """
      chmod 755 .; mkdir out; chmod 555 out; rm orders.csv
      setpriv --reuid=65534 --regid=65534 --clear-groups $fupan run p.yaml; echo $?
      setpriv --reuid=65534 --regid=65534 --clear-groups $fupan run p.yaml --out out/deep/er; echo $?
      """)
    // The input is missing too: that nobody came to notice shows the order.
    #expect(outcome.output == "73\n73\n", "\(outcome.errors)")
    #expect(outcome.errors.contains("Permission denied"))
  }

  @Test func plantedLinksAreNotFollowed() async throws {
    let workshop = try Workshop()
    let outcome = try await workshop.run(
      """
      mkdir -p out elsewhere; ln -s ../elsewhere out/runs; echo keep > target
      $fupan run p.yaml; echo $?; ls elsewhere
      rm out/runs; ln -s ../target out/.fupan.lock.new; mv -T out/.fupan.lock.new out/.fupan.lock
      $fupan run p.yaml; echo $?; cat target
      """)
    #expect(outcome.output == "73\n73\nkeep\n", "\(outcome.errors)")
  }

  @Test func privateFilesStayPrivateAndOldRunsGo() async throws {
    let workshop = try Workshop()
    try workshop.write(
      Workshop.pipeline.replacing("version: 1", with: "version: 1\nkeep_runs: 2"), to: "p.yaml")
    let outcome = try await workshop.run(
      """
      umask 022
      $fupan run p.yaml; chmod 600 out/latest/report.md
      $fupan run p.yaml; $fupan run p.yaml; $fupan run p.yaml
      stat -c %a out/latest/report.md out/latest/report.json
      ls out/runs | wc -l
      """)
    #expect(outcome.output == "600\n644\n2\n", "\(outcome.errors)")
  }

  @Test func inputsAreHashedUnlessThePipelineSaysNo() async throws {
    let workshop = try Workshop()
    try workshop.write(Workshop.pipeline, to: "p.yaml")
    try workshop.write(
      Workshop.pipeline.replacing("version: 1", with: "version: 1\nhash: none"), to: "q.yaml")
    let outcome = try await workshop.run(
      """
      $fupan run p.yaml --out p; $fupan run q.yaml --out q
      for out in p q; do
        tr -d ' \\n' < $out/latest/run.json | grep -oE '"sha256":"(none|[0-9a-f]{64})","encoding"' \
          | cut -c 11-14 | sed -E 's/[0-9a-f]{4}/hash/'
      done
      """)
    #expect(outcome.output == "hash\nnone\n", "\(outcome.errors)")
  }

  @Test(arguments: [("fail", "1\n0\n"), ("warn", "0\n0\n")])
  func anAlertThatFiredIsPublishedAndTold(_ level: String, _ statuses: String) async throws {
    let workshop = try Workshop()
    try workshop.write(
      Workshop.pipeline + """
        metrics:
          revenue: {label: {zh: 收入, en: Revenue}, value: sum(orders.paid_amount), unit: CNY}
          buyers: {label: {zh: 单数, en: Orders}, value: count(orders.order_id)}
        alerts:
          - revenue: {min: 100, level: \(level)}
          - buyers: {min: 1, level: fail}

        """, to: "p.yaml")
    let outcome = try await workshop.run(
      "$fupan run p.yaml; echo $?; $fupan run p.yaml --alerts-exit 0 2>/dev/null; echo $?")
    #expect(outcome.output == statuses, "\(outcome.errors)")
    #expect(outcome.errors.contains("warning[alert_fired]: alert 'revenue' fired"))
    #expect(!outcome.errors.contains("'buyers'"))
    #expect(workshop.published != nil)
    #expect(
      workshop.text("out/last.json")?.contains(#""state": "published""#) == true)
  }
}
