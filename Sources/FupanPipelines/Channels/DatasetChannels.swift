import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan
import FupanStages

/// How the rows of a dataset come by their channel: each combination of tags is looked up once, and
/// rows are joined with what was found.
struct DatasetChannels: Sendable {
  let dataset: String
  /// The rows with their channel.
  let rows: Relation
  /// Every combination of tags: the columns ``tags``, `channel`, how many rows have it, and whether
  /// it is `mapped`, `direct`, `other` or an unexpanded `macro`.
  let found: Relation
  /// The columns of ``found`` that hold the tags as they are written.
  let tags: [String]

  /// The column that datasets gain.
  static let column = "channel"

  /// Nil where the rows have no tags, or have a channel already.
  ///
  /// - Parameter name: what fragments are called after.
  /// - Throws: a map that is none.
  init?(
    _ dataset: String, _ input: Relation, _ settings: ChannelSettings, _ language: Language,
    named name: String, in scope: Scope
  ) throws(Problems) {
    guard input.schema[DatasetChannels.column] == nil, input.isComplete else { return nil }
    let texts = { (column: String) in input.schema[column]?.type == .text }
    var columns = CampaignTag.names.map { tag in
      ["utm_\(tag)"].first(where: texts) ?? (tag == "source" && texts(tag) ? tag : nil)
    }
    let link = columns.allSatisfy { $0 == nil } && texts("url") ? "url" : nil
    guard link != nil || columns.contains(where: { $0 != nil }) else { return nil }
    let origin = Origin("channels", at: settings.map.place)
    let map = try DatasetChannels.map(settings.map, origin, in: scope)
    if link == nil {
      // A tag that the map does not look at need not tell rows apart.
      for index in columns.indices where !map.tags.contains(index) { columns[index] = nil }
      guard columns.contains(where: { $0 != nil }) else { return nil }
    }
    let shared = input.isLight ? input : input.shared(as: "\(name).read")
    let source = shared.with(origin: origin)
    let sources = link.map { [$0] } ?? columns.compactMap { $0 }
    let tags = sources.indices.map { "tag\($0)" }
    let keys = tags.map { "_channel_\($0)" }
    var projections: [Projection] = []
    for (key, column) in zip(keys, sources) {
      guard let field = source.schema[column] else { return nil }
      projections.append(
        Projection(
          key,
          try source.binder().call(
            "coalesce", [Expression(field), Expression(literal: .text(""))],
            at: settings.map.place)))
    }
    let keyed = try source.extended(projections)
    let counted =
      try keyed.aggregated([Aggregation("rows", .count)], by: keys)
      .projected(
        zip(tags, keys).compactMap { tag, key in
          keyed.schema[key].map { Projection(keeping: $0, as: tag) }
        } + [Projection("rows", Expression(Field("rows", .integer)))])
    let finish = DatasetChannels.finish(
      tags, columns, isLink: link != nil, direct: settings.direct(in: language),
      other: settings.other(in: language))
    let all = CampaignTag.names.indices.map { "map\($0)" } + [DatasetChannels.column]
    let missing = { (names: [String]) in
      names.map { Projection($0, Expression(literal: .missing, type: .text)) }
    }
    let both = try Relation.union(
      [
        try map.rows.extended(
          missing(tags) + [Projection("rows", Expression(literal: .integer(0)))]),
        try counted.extended(missing(all)),
      ], origin: origin)
    let found = try both.selected(all + tags + ["rows"])
      .finished(finish, named: "\(name).channels")
    let answers = try found.projected(
      zip(tags, keys).compactMap { tag, key in
        found.schema[tag].map { Projection(keeping: $0, as: key) }
      } + [Projection(keeping: Field(DatasetChannels.column, .text))])
    self.dataset = dataset
    self.found = found
    self.tags = tags
    rows =
      try keyed
      .joined(answers, Join(.left, on: keys.map { Join.Pair(left: $0, right: $0) }))
      .dropping(keys).with(origin: input.origin)
  }

  /// The name under which pipelines read what no row of the map fits.
  static let unmappedName = "channels.unmapped"

  /// What no row of the map fits, with the dataset: `tags` as they are written, `rows`, `state`.
  var unmapped: Relation {
    get throws(Problems) {
      try found.filtered("state = 'other' or state = 'macro'")
        .projected([
          "dataset": PeoplePlan.quoted(dataset), "tags": tags.joined(separator: " || ' / ' || "),
          "rows": "rows", "state": "state",
        ])
    }
  }

  /// What no row of the map fits, of all datasets.
  static func unmapped(_ all: [DatasetChannels], origin: Origin) throws(Problems) -> Relation {
    var parts: [Relation] = []
    for channels in all { parts.append(try channels.unmapped.with(origin: origin)) }
    guard !parts.isEmpty else {
      let schema = Schema([
        Field("dataset", .text), Field("tags", .text), Field("rows", .integer),
        Field("state", .text),
      ])
      return Relation(Table(schema, []), origin: origin)
    }
    return try Relation.union(parts, origin: origin).shared(as: unmappedName)
  }

  /// The rows of the map, a column for each kind of tag, and which kinds it looks at.
  private static func map(
    _ path: FilePath, _ origin: Origin, in scope: Scope
  ) throws(Problems) -> (rows: Relation, tags: [Int]) {
    let files = try scope.inputs.files(path, isOptional: false)
    let options = ReadOptions()
    // A test needs no file: then the map is taken to look at every tag.
    let headers =
      try files.first.map { file throws(Problems) in
        try scope.inputs.headers(of: file, options, at: path.place)
      } ?? CampaignTag.names + [column]
    let columns = CampaignTag.names.map { tag in
      ["utm_\(tag)", tag].first { headers.contains($0) }
    }
    let named = headers.contains(column) ? column : "渠道"
    guard headers.contains(named), columns.contains(where: { $0 != nil }) else {
      throw Problems(
        Diagnostic(
          .channelMapColumns, at: path.place,
          ["path": .text(path.text), "columns": .list(headers)]))
    }
    let scan = Relation(
      scanning: FileSource(
        .delimited, files: files, options: options,
        columns: columns.compactMap { $0 }.map { ScanColumn($0) }
          + [ScanColumn(column, headers: [named])]),
      origin: origin)
    let rows = try scan.projected(
      columns.enumerated().map { index, name in
        let field = name.flatMap { scan.schema[$0] }
        return Projection(
          "map\(index)",
          field.map { Expression($0) } ?? Expression(literal: .missing, type: .text))
      } + [Projection(column, Expression(Field(column, .text)))])
    return (rows, columns.indices.filter { columns[$0] != nil })
  }

  /// The channel of each combination of tags, by the first row of the map that fits.
  private static func finish(
    _ tags: [String], _ columns: [String?], isLink: Bool, direct: String, other: String
  ) -> Finish {
    let schema = Schema(
      tags.map { Field($0, .text) }
        + [Field(column, .text), Field("rows", .integer), Field("state", .text)])
    let width = CampaignTag.names.count
    let places = columns.indices.filter { columns[$0] != nil }
    return Finish("channel_map", schema: schema) { table in
      let channelPlace = width
      let isMap = { (row: [Value]) in !row[channelPlace].isMissing }
      let map = ChannelMap(
        table.rows.filter(isMap).map { row in
          (row[..<width].map { $0.text }, row[channelPlace].text ?? "")
        })
      let rows = table.rows.filter { !isMap($0) && !$0[channelPlace + 1].isMissing }
      return Table(
        schema,
        rows: rows.map { row in
          let written = row[(channelPlace + 1)...].prefix(tags.count).map { $0.text ?? "" }
          var read = [CampaignTag](repeating: .missing, count: width)
          if isLink {
            read = CampaignTag.names.map { CampaignTag.of(written[0], $0) }
          } else {
            for (place, text) in zip(places, written) { read[place] = CampaignTag(text) }
          }
          let isMacro = read.contains(.unexpandedMacro)
          let isDirect = read.allSatisfy { $0 == .missing }
          let mapped = isDirect ? nil : map.channel(of: read)
          let state =
            isDirect ? "direct" : mapped != nil ? "mapped" : isMacro ? "macro" : "other"
          return written.map { .text($0) } + [
            .text(mapped ?? (isDirect ? direct : other)), row.last ?? .missing, .text(state),
          ]
        })
    }
  }
}

extension Relation {
  /// Whether reading the rows twice costs next to nothing: those of a fragment, perhaps fewer.
  fileprivate var isLight: Bool {
    switch node {
    case .scan(.fragment), .values: true
    case .project(let input, _), .filter(let input, _): input.isLight
    default: false
    }
  }
}
