/// A sheet of a workbook that is read, so that places in it are named as people find them.
package struct SheetInput: Hashable, Sendable {
  package var name: String
  /// The column of each header as the sheet has it, counted from 1; headers that repeat are left out.
  package var columns: [String: Int] = [:]

  init(name: String, headers: [String]) {
    self.name = name
    var repeated: Set<String> = []
    for (index, header) in headers.enumerated() {
      if columns.updateValue(index + 1, forKey: header) != nil { repeated.insert(header) }
    }
    for header in repeated { columns[header] = nil }
  }
}
