import FupanDiagnostics

/// The parts of an `.xlsx` that its sheets need: which sheets there are, the texts and the number
/// formats of their cells.
struct WorkbookPackage: Sendable {
  let sheets: [WorkbookFile.Sheet]
  private let archive: ZipArchive
  private let context: SheetEvents.CellContext
  private let fileSize: Int

  init(_ file: InputFile) throws(Problems) {
    archive = try ZipArchive(file)
    fileSize = file.identity.size
    guard archive.isWorkbook else {
      throw Problems(Diagnostic(.notAWorkbook, ["file": .text(file.name)]))
    }
    let parts = Parts(archive)
    let root = try parts.links(of: "")
    guard let book = root.first(where: { $0.isOf("officeDocument") })?.target ?? parts.usual else {
      throw WorkbookPart(file: archive.name, name: "_rels/.rels").damaged("no workbook in it")
    }
    let outline = try parts.outline(book)
    let links = try parts.links(of: book)
    var found: [WorkbookFile.Sheet] = []
    for sheet in outline.sheets {
      // Sheets that are only a chart have no cells.
      guard let link = links.first(where: { $0.id == sheet.link }), link.isOf("worksheet") else {
        continue
      }
      found.append(
        WorkbookFile.Sheet(name: sheet.name, isHidden: sheet.isHidden, part: link.target))
    }
    sheets = found
    var context = SheetEvents.CellContext()
    context.is1904 = outline.is1904
    if let strings = links.first(where: { $0.isOf("sharedStrings") })?.target {
      context.strings = try SharedStrings(try parts.source(strings), of: parts.part(strings))
    }
    if let styles = links.first(where: { $0.isOf("styles") })?.target {
      context.styles = try CellStyles(try parts.source(styles), of: parts.part(styles))
    }
    self.context = context
  }

  func reader(of sheet: WorkbookFile.Sheet) throws(Problems) -> SheetReader {
    let parts = Parts(archive)
    return SheetReader(
      try parts.source(sheet.part), of: parts.part(sheet.part), sheet: sheet.name, context,
      fileSize: fileSize)
  }

  /// The parts by their names.
  private struct Parts {
    private let archive: ZipArchive

    init(_ archive: ZipArchive) { self.archive = archive }

    func part(_ name: String) -> WorkbookPart { WorkbookPart(file: archive.name, name: name) }

    /// Where a workbook is that nothing leads to.
    var usual: String? { member("xl/workbook.xml")?.name }

    func source(_ name: String) throws(Problems) -> any ByteSource {
      guard let member = member(name) else { throw part(name).damaged("the part is not there") }
      return try archive.source(of: member)
    }

    func outline(_ name: String) throws(Problems) -> WorkbookOutline {
      let outline = WorkbookOutline()
      try XMLPartParser.parse(try source(name), outline, of: part(name))
      return outline
    }

    /// The parts that a part leads to; an empty name stands for the package.
    func links(of name: String) throws(Problems) -> [PartLinks.Link] {
      let cut = name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex
      let path = "\(name[..<cut])_rels/\(name[cut...]).rels"
      guard let member = member(path) else { return [] }
      let links = PartLinks(folder: String(name[..<cut]))
      try XMLPartParser.parse(try archive.source(of: member), links, of: part(path))
      return links.links
    }

    /// Names of parts are the same in capitals.
    private func member(_ name: String) -> ZipMember? {
      archive.members.first { $0.name.utf8.elementsEqual(name.utf8) }
        ?? archive.members.first { $0.name.lowercased() == name.lowercased() }
    }
  }
}

/// The workbook's own part: its sheets and from when its days count.
private final class WorkbookOutline: XMLEvents {
  private(set) var sheets: [(name: String, isHidden: Bool, link: String)] = []
  private(set) var is1904 = false

  override func start(_ element: XMLElement) {
    if element.isNamed("workbookPr") {
      is1904 = element.isTrue("date1904")
    } else if element.isNamed("sheet"), let name = element.text("name"),
      let link = element.text("id", prefixed: true)
    {
      sheets.append((name, element.text("state").map { $0 != "visible" } ?? false, link))
    }
  }
}

/// `.rels`: what a part leads to.
private final class PartLinks: XMLEvents {
  private(set) var links: [Link] = []
  private let folder: String

  struct Link {
    var id: String
    var kind: String
    /// The part's name in the package.
    var target: String

    /// Whether it is of a kind, in the wording of either edition of the standard.
    func isOf(_ kind: String) -> Bool { self.kind.hasSuffix("/" + kind) }
  }

  init(folder: String) { self.folder = folder }

  override func start(_ element: XMLElement) {
    guard element.isNamed("Relationship"), let id = element.text("Id"),
      let kind = element.text("Type"), let target = element.text("Target"),
      element.text("TargetMode") != "External"
    else { return }
    links.append(Link(id: id, kind: kind, target: resolved(target)))
  }

  /// A target from the package's root on; those that start with `/` are so already.
  private func resolved(_ target: String) -> String {
    var parts: [Substring] = target.hasPrefix("/") ? [] : folder.split(separator: "/")
    for part in target.split(separator: "/") {
      if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}
