import Testing

/// Bad command lines are 64, with the way out.
@Suite(.serialized) struct UsageFaultTests {
  @Test(arguments: [
    ("rnu p.yaml", "did you mean 'run'?"),
    ("run p.yaml --nonsense", "--nonsense"), ("run p.yaml --param x", "NAME=VALUE"),
    ("run p.yaml --as-of tomorrow", "2026-04-24"), ("run p.yaml --rows 3", "--only"),
    ("run p.yaml --only ordres", "did you mean 'orders'?"),
    ("run p.yaml --param nothing=1", "nothing"), ("stages keeep", "did you mean 'keep'?"),
    ("functions rond", "did you mean 'round'?"), ("keep", "condition"),
    ("keep 'regoin is null' < orders.csv", "did you mean 'region'?"),
    ("keep 'region is null' then topp < orders.csv", "did you mean 'top'?"),
    ("top --off paid_amount < orders.csv", "did you mean '--of'?"),
    ("keep 'region is null' --types region=dat < orders.csv", "--types"),
    ("read-csv", "read-csv"), ("sample-data x --scale 0", "--scale"),
  ])
  func aBadCommandLineIs64(_ words: String, _ hint: String) async throws {
    let outcome = try await Workshop().run("$fupan \(words)")
    #expect(outcome.status == 64, "\(outcome.errors)")
    #expect(outcome.errors.contains(hint), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
  }
}
