/// Which channel the tags of a visit belong to: the first row of a table that fits.
///
/// A cell of the table fits a tag that is equal, where `*` stands for any text; an empty cell fits
/// everything.
///
///     ChannelMap([(["wecom", ""], "社群")]).channel(of: [.value("wecom"), .missing])  // "社群"
package struct ChannelMap: Sendable {
  private let rows: [(cells: [String?], channel: String)]

  /// - Parameter rows: a cell for each tag, and the channel.
  package init(_ rows: [(cells: [String?], channel: String)]) {
    self.rows = rows.map { row in
      (
        row.cells.map { cell in
          if case .value(let text) = CampaignTag(cell) { text } else { nil }
        }, row.channel
      )
    }
  }

  /// The channel, or nil where no row fits.
  package func channel(of tags: [CampaignTag]) -> String? {
    rows.first { row in
      zip(row.cells, tags).allSatisfy { cell, tag in
        guard let cell else { return true }
        guard case .value(let text) = tag else { return cell == "*" }
        return ChannelMap.fits(Array(text.utf8), Array(cell.utf8))
      }
    }?.channel
  }

  /// Whether a whole text fits a pattern in which `*` is any text.
  package static func fits(_ text: [UInt8], _ pattern: [UInt8]) -> Bool {
    var (at, next) = (0, 0)
    var star: (pattern: Int, text: Int)?
    while at < text.count {
      if next < pattern.count, pattern[next] == UInt8(ascii: "*") {
        star = (next, at)
        next += 1
      } else if next < pattern.count, pattern[next] == text[at] {
        next += 1
        at += 1
      } else if let last = star {
        next = last.pattern + 1
        at = last.text + 1
        star = (last.pattern, at)
      } else {
        return false
      }
    }
    return pattern[next...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
