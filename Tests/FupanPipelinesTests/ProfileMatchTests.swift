import Foundation
import FupanDiagnostics
import FupanFormats
import FupanPlan
import FupanStages
import FupanTestSupport
import Testing

@testable import FupanPipelines

/// Files say of which profile they are, and none of another.
struct ProfileMatchTests {
  /// A file of a case under `Tests/Cases/exports`, and the profile that its pipeline names.
  struct CaseFile: CustomTestStringConvertible {
    let name: String
    let path: String
    let profile: String?
    var testDescription: String { name }
  }

  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Cases/exports")

  static let files: [CaseFile] = {
    let manager = FileManager.default
    var found: [CaseFile] = []
    for folder in ((try? manager.contentsOfDirectory(atPath: root.path)) ?? []).sorted() {
      let path = root.appending(path: folder).path
      guard let pipeline = manager.contents(atPath: path + "/pipeline.yaml") else { continue }
      let text = String(decoding: pipeline, as: UTF8.self)
      let profile = text.firstMatch(of: /profile: ([\w.\/]+)/).map { String($0.output.1) }
      for file in ((try? manager.contentsOfDirectory(atPath: path)) ?? []).sorted()
      where !file.hasPrefix("expected") && !file.hasSuffix(".yaml") {
        found.append(
          CaseFile(name: "\(folder)/\(file)", path: "\(path)/\(file)", profile: profile))
      }
    }
    return found
  }()

  @Test func everyCaseOfAProfileIsRecognisedWithCertainty() throws {
    let profiles = try ShippedFiles.profiles.all()
    var seen: Set<String> = []
    for file in Self.files where file.name.hasPrefix("profile_") {
      let sniff = try FileSniff(file.path, profiles: profiles, readsColumns: false)
      #expect(sniff.fitting.map { $0.name } == [file.profile], "\(file.name)")
      #expect(sniff.fitting.first?.confidence == .certain, "\(file.name)")
      if let profile = file.profile { seen.insert(profile) }
    }
    #expect(seen == Set(profiles.map { $0.name }))
  }

  /// The look that spares most searches may only spare those that find nothing.
  @Test func noHeaderIsFoundWhoseCellsAreNotThere() throws {
    let forms = try ShippedFiles.profiles.all().map { $0.profile }
      .filter { $0.format == .delimited }.flatMap { $0.forms.map { $0.profile.readOptions } }
    var (spared, searched) = (0, 0)
    for file in Self.files {
      var plain = ReadOptions()
      if WorkbookFile.isWorkbook(file.path) { plain.sheet = .number(1) }
      guard var input = try? PeekedInput(file.path, plain), !JSONOutline.isJSON(input) else {
        continue
      }
      var cells = HeaderCells()
      for var options in forms where !options.headerNames.isEmpty {
        options.sheet = plain.sheet
        guard !cells.mayHaveHeader(options, of: input) else {
          searched += 1
          continue
        }
        spared += 1
        #expect(throws: Problems.self, "\(file.name): \(options.headerNames)") {
          try HeaderSniffer(options).layout(of: &input)
        }
      }
    }
    #expect(spared > searched)
    #expect(searched >= Self.files.count { $0.name.hasPrefix("profile_") } / 2)
  }

  @Test func noCaseIsTakenForAnotherProfile() throws {
    let profiles = try ShippedFiles.profiles.all()
    for file in Self.files {
      guard let sniff = try? FileSniff(file.path, profiles: profiles, readsColumns: false) else {
        continue
      }
      let sure = sniff.fitting
      let own = file.profile.map { $0.hasSuffix(".yaml") ? nil : $0 } ?? nil
      if let own {
        #expect(sure.allSatisfy { $0.name == own }, "\(file.name): \(sure.map { $0.name })")
      } else {
        #expect(!sure.contains { $0.confidence == .certain && file.profile == nil }, "\(file.name)")
      }
    }
  }

  @Test func everyShippedProfileSaysWhatItIs() throws {
    for entry in try ShippedFiles.profiles.all() {
      let profile = entry.profile
      #expect(!profile.about.isEmpty && !profile.aboutZh.isEmpty, "\(entry.name)")
      #expect(!profile.table.isEmpty && !profile.files.isEmpty, "\(entry.name)")
      #expect(profile.like == nil, "\(entry.name)")
    }
  }

  /// Of two forms a file is of the one whose header it begins with, though all of the other's stands
  /// far below; where only that one's does, it is of that.
  @Test func aHeaderNearTheBeginningComesFirst() throws {
    let ways = ["订单编号", "订单号"].map { header in
      var options = ReadOptions()
      options.headerNames = [header]
      return options
    }
    let folder = try TemporaryFolder()
    func fitting(_ lines: [String]) throws -> Int? {
      let text = lines.joined(separator: "\n") + "\n"
      let file = try folder.write(Array(text.utf8), to: "\(lines.count).csv")
      return FileInputInspector().firstFitting(ways, of: file.path)
    }
    let rows = (0..<30).map { "T\($0),1" }
    #expect(try fitting(["订单号,金额"] + rows + ["订单编号,金额"]) == 1)
    #expect(try fitting(rows + ["订单编号,金额"]) == 0)
    #expect(try fitting(rows) == nil)
  }
}
