import FupanPlan

/// The cells of a file among which its header must be, looked at once for all profiles that read it
/// alike: with many profiles most cannot fit, and searching each one's header takes long.
///
///     var cells = HeaderCells()
///     cells.mayHaveHeader(profile.readOptions, of: input)    // false: not worth a search
package struct HeaderCells {
  private var known: [ReadOptions: Set<[UInt8]>?] = [:]

  package init() {}

  /// Whether every wanted header is among the cells; true where that is not known.
  package mutating func mayHaveHeader(_ options: ReadOptions, of input: PeekedInput) -> Bool {
    // Headers of several rows are joined from cells.
    guard options.headerRows ?? 1 == 1 else { return true }
    var alike = ReadOptions()
    alike.encoding = options.encoding
    alike.delimiter = options.delimiter
    alike.quote = options.quote
    alike.escape = options.escape
    alike.comment = options.comment
    alike.sheet = options.sheet
    alike.headerSearchLimit = options.headerSearchLimit
    alike.maxRecordBytes = options.maxRecordBytes
    let cells: Set<[UInt8]>?
    if let before = known[alike] {
      cells = before
    } else {
      cells = HeaderSniffer(alike).cells(of: input)
      known[alike] = .some(cells)
    }
    guard let cells else { return true }
    return options.headerNames.allSatisfy { cells.contains(Array(HeaderName.cleaned($0).utf8)) }
  }
}
