import Foundation
import Testing

/// The key of pseudonyms comes from the environment or a file of its owner's, and is shown nowhere.
struct PseudonymKeyTests {
  private static let key = "fupan-test-key-0000"
  private static let pipeline = """
    version: 1
    timezone: Asia/Shanghai
    locale: en
    parameters: {customer_key: {env: FUPAN_CUSTOMER_KEY, file: customer.key}}
    datasets:
      customers:
        - read_csv: customers.csv
        - hash: {columns: phone, key: customer_key}
        - write_csv: hashed.csv

    """

  private func folder(mode: Int? = 0o600) throws -> WorkFolder {
    let work = try WorkFolder(with: [])
    try work.write(PseudonymKeyTests.pipeline, to: "p.yaml")
    try work.write("phone\n13800138000\n", to: "customers.csv")
    if let mode {
      try work.write(PseudonymKeyTests.key + "\n", to: "customer.key")
      try FileManager.default.setAttributes(
        [.posixPermissions: mode], ofItemAtPath: work.url.appending(path: "customer.key").path)
    }
    return work
  }

  @Test func itMayBeInAFileOfItsOwners() async throws {
    let work = try folder()
    let run = try await work.run("fupan run p.yaml")
    #expect(run.status == 0, "\(run.errors)")
    // The published example of methods.md: the line end of the file is no part of the key.
    #expect(try work.text("out/latest/hashed.csv") == "phone\nlqrl43bri6nrqmihpmxhi2iq\n")
    let manifest = try work.text("out/latest/run.json")
    #expect(manifest.contains(#""customer_key": "***""#), "\(manifest)")
    let ids = try #require(
      try JSONSerialization.jsonObject(with: Data(manifest.utf8)) as? [String: Any])["key_ids"]
    #expect((ids as? [String])?.map { $0.count } == [8])
    let told = try await work.run(
      """
      fupan check p.yaml --resolved; fupan plan p.yaml; fupan plan p.yaml --sql duckdb
      cat out/last.json; find out -type f -exec cat {} +
      """)
    let all = told.output + told.errors + run.output + run.errors
    #expect(!all.contains(PseudonymKeyTests.key))
  }

  @Test func theEnvironmentComesFirst() async throws {
    let work = try folder(mode: nil)
    let run = try await work.run(
      "FUPAN_CUSTOMER_KEY=another-test-key-0001 fupan run p.yaml && cat out/latest/hashed.csv")
    #expect(run.status == 0, "\(run.errors)")
    #expect(!run.output.contains("lqrl43bri6nrqmihpmxhi2iq"))
  }

  @Test func aFileThatOthersMayReadIsRefused() async throws {
    let open = try await folder(mode: 0o640).run("fupan run p.yaml")
    #expect(open.status == 78)
    #expect(open.errors.contains("error[secret_file_open]"), "\(open.errors)")
    #expect(open.errors.contains("help: type: chmod 600 customer.key"))
    let missing = try await folder(mode: nil).run("fupan run p.yaml")
    #expect(missing.status == 66)
    #expect(missing.errors.contains("p.yaml:4:60: error[document_missing]"), "\(missing.errors)")
  }
}
