import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan
import FupanStages

/// How the rows of a dataset come by their channel: each combination of tags is looked up once, and
/// rows are joined with what was found.
///
/// Tags stand in columns of their own, or in the link where the columns say nothing. Where neither
/// does, the click id of the link tells, then the site before.
struct DatasetChannels: Sendable {
  let dataset: String
  /// The rows with their channel.
  let rows: Relation
  /// Every combination of what tells, with its `channel`, how many `rows` have it, and its `state`:
  /// `mapped`, `direct`, `other`, or `own` where it is no visit. Beside them `tags`, as they are read,
  /// `macros`, the placeholders that nobody filled in, and `source` and `medium` as they are written.
  let found: Relation
  /// The tags that the map has: `source` and `medium`.
  private let mapped: Relation

  /// The column that datasets gain.
  static let column = "channel"

  /// Nil where the rows have no tags, or have a channel already.
  ///
  /// - Parameters:
  ///   - name: what fragments are called after.
  ///   - known: what is known of sites and click ids.
  /// - Throws: a map that is none.
  init?(
    _ dataset: String, _ input: Relation, _ settings: ChannelSettings, _ language: Language,
    _ known: TrafficSources, named name: String, in scope: Scope
  ) throws(Problems) {
    guard input.schema[DatasetChannels.column] == nil, input.isComplete else { return nil }
    let texts = { (column: String) in input.schema[column]?.type == .text }
    var columns = CampaignTag.names.map { tag in
      // Of the names without utm_ only this one says what it is.
      (tag == "source" ? ["utm_source", "source"] : ["utm_\(tag)"]).first(where: texts)
    }
    let link = texts("url") ? "url" : nil
    let referrer = ["referrer", "referer"].first(where: texts)
    guard link != nil || columns.contains(where: { $0 != nil }) else { return nil }
    let origin = Origin("channels", at: settings.map.place)
    let map = try DatasetChannels.map(settings.map, origin, in: scope)
    guard link != nil || map.tags.contains(where: { columns[$0] != nil }) else { return nil }
    // A tag that nobody looks at need not tell rows apart.
    let looked = Set(map.tags).union(DatasetChannels.always)
    for index in columns.indices where !looked.contains(index) { columns[index] = nil }
    let shared = input.isLight ? input : input.shared(as: "\(name).read")
    let source = shared.with(origin: origin)
    let telling = try DatasetChannels.telling(
      columns, link: link, referrer: referrer, in: source, known)
    let names = telling.map { $0.name }
    let keys = names.map { "_channel_\($0)" }
    let keyed = try source.extended(
      zip(keys, telling).map { Projection($0, $1.value) })
    let counted =
      try keyed.aggregated([Aggregation("rows", .count)], by: keys)
      .projected(
        zip(names, keys).compactMap { name, key in
          keyed.schema[key].map { Projection(keeping: $0, as: name) }
        } + [Projection("rows", Expression(Field("rows", .integer)))])
    let finish = DatasetChannels.finish(
      names, looked: looked, known.visitSources(own: settings.ownDomains),
      direct: settings.direct(in: language), other: settings.other(in: language))
    let all = CampaignTag.names.indices.map { "map\($0)" } + [DatasetChannels.column]
    let missing = { (names: [String]) in
      names.map { Projection($0, Expression(literal: .missing, type: .text)) }
    }
    let both = try Relation.union(
      [
        try map.rows.extended(
          missing(names) + [Projection("rows", Expression(literal: .integer(0)))]),
        try counted.extended(missing(all)),
      ], origin: origin)
    let found = try both.selected(all + names + ["rows"])
      .finished(finish, named: "\(name).channels")
    let answers = try found.projected(
      zip(names, keys).compactMap { name, key in
        found.schema[name].map { Projection(keeping: $0, as: key) }
      } + [Projection(keeping: Field(DatasetChannels.column, .text))])
    self.dataset = dataset
    self.found = found
    mapped = try map.rows.projected(["source": "map0", "medium": "map1"])
    rows =
      try keyed
      .joined(answers, Join(.left, on: keys.map { Join.Pair(left: $0, right: $0) }))
      .dropping(keys).with(origin: input.origin)
  }

  /// Source, medium and campaign tell a visit with tags from one without, whatever the map looks at.
  private static let always = 0...2

  /// What of each row tells whence it came, by name: `tag0`… for the tags in columns, `link` for what
  /// of the link matters, `referrer` for the site before.
  private static func telling(
    _ columns: [String?], link: String?, referrer: String?, in rows: Relation,
    _ known: TrafficSources
  ) throws(Problems) -> [(name: String, value: Expression)] {
    var telling: [(name: String, value: Expression)] = []
    for (kind, column) in columns.enumerated() {
      guard let field = column.flatMap({ rows.schema[$0] }) else { continue }
      telling.append(
        (
          "tag\(kind)",
          try rows.binder().call(
            "coalesce", [Expression(field), Expression(literal: .text(""))], at: rows.builder.place)
        ))
    }
    // Links and sites before are many: rows that their tags tell of need not be told apart by them.
    let isUntagged = columns.compactMap { $0 }.map { column in
      "(\(column) is null or regexp_matches(\(column), \(Expression.quoted(nothing))))"
    }.joined(separator: " and ")
    let clickIDs = known.clickIds.names.joined(separator: "|")
    if let link {
      let matters = Expression.quoted("[?&#](utm_[a-z]+|\(clickIDs))=")
      // A click's own number tells nothing.
      let tail =
        "regexp_replace(regexp_extract(\(link), '[?#].*'), "
        + "\(Expression.quoted("([?&#](?:\(clickIDs))=)[A-Za-z0-9-][^&#]*")), '\\1_')"
      let condition = [isUntagged, "regexp_matches(\(link), \(matters))"].filter { !$0.isEmpty }
      telling.append(
        (
          "link",
          try rows.formula(
            "case when \(condition.joined(separator: " and ")) then \(tail) else '' end")
        ))
    }
    if let referrer {
      let before = "lower(regexp_extract(\(referrer), \(Expression.quoted(host)), 1))"
      let itself = Expression.quoted(VisitOrigin.itself)
      let isOwn = link.map {
        "when lower(regexp_extract(\($0), \(Expression.quoted(host)), 1)) = \(before) then \(itself) "
      }
      let isTold = isUntagged.isEmpty ? "" : "when not (\(isUntagged)) then '' "
      let cases = isTold + (isOwn ?? "")
      telling.append(
        (
          "referrer",
          try rows.formula(
            cases.isEmpty
              ? "coalesce(\(before), '')" : "case \(cases)else coalesce(\(before), '') end")
        ))
    }
    return telling
  }

  /// What a tag is that says nothing: empty, a word for that, a placeholder.
  private static let nothing =
    #"(?i)^\s*(\(not set\)|\(none\)|null|\{.*\}|__.*__|%.*%)?\s*$"#
  /// The host of a link as its first group.
  private static let host =
    #"^\s*(?:(?:[A-Za-z][A-Za-z0-9+.-]*:)?//)?(?:[^/?#@]*@)?(?:[Ww]{3}\.)?([^/?#:@]+)"#

  /// The names under which pipelines read what no row of the map fits, and what looks wrong.
  static let unmappedName = "channels.unmapped"
  static let lintName = "channels.lint"
  static let foundNames = [unmappedName, lintName]

  /// What no row of the map fits, and placeholders that nobody filled in, with the dataset.
  private var unmapped: Relation {
    get throws(Problems) {
      try found.filtered("state = 'other' or macros is not null")
        .projected([
          "dataset": Expression.quoted(dataset),
          "tags": "case when macros is null or state = 'other' then tags else macros end",
          "rows": "rows",
          "state": "case when macros is null then state else 'macro_unexpanded' end",
        ])
    }
  }

  /// What no row of the map fits, of all datasets.
  static func unmapped(_ all: [DatasetChannels], origin: Origin) throws(Problems) -> Relation {
    var parts: [Relation] = []
    for channels in all { parts.append(try channels.unmapped.with(origin: origin)) }
    guard !parts.isEmpty else {
      let schema = Schema([
        Field("dataset", .text), Field("tags", .text), Field("state", .text),
        Field("rows", .integer),
      ])
      return Relation(Table(schema, []), origin: origin)
    }
    return try Relation.union(parts, origin: origin)
      .aggregated([Aggregation("rows", .sum, of: "rows")], by: ["dataset", "tags", "state"])
      .selected(["dataset", "tags", "rows", "state"])
      .shared(as: unmappedName)
  }

  /// What looks wrong about the tags of all datasets: `kind`, `tag`, the `usual` spelling, `rows`.
  static func lint(
    _ all: [DatasetChannels], _ settings: ChannelSettings, _ known: TrafficSources, origin: Origin
  ) throws(Problems) -> Relation {
    let schema = Schema([
      Field("kind", .text), Field("tag", .text), Field("usual", .text), Field("rows", .integer),
    ])
    var parts: [Relation] = []
    for channels in all {
      parts.append(
        try channels.found.with(origin: origin)
          .filtered("source is not null or medium is not null")
          .projected(["source": "source", "medium": "medium", "rows": "rows", "is_map": "0"]))
    }
    guard let first = all.first else { return Relation(Table(schema, []), origin: origin) }
    parts.append(
      try first.mapped.with(origin: origin)
        .projected(["source": "source", "medium": "medium", "rows": "0", "is_map": "1"]))
    let (own, usual) = (settings.mediums, known.mediums)
    let finish = Finish("tag_lint", schema: schema) { table in
      var sources: [String: Int] = [:]
      var media: [String: Int] = [:]
      var mapped: (sources: [String], media: [String]) = ([], [])
      for row in table.rows {
        let (source, medium) = (row[0].text, row[1].text)
        if row[2] == .integer(1) {
          mapped.sources += [source].compactMap { $0 }.filter { !$0.contains("*") }
          mapped.media += [medium].compactMap { $0 }.filter { !["", "*"].contains($0) }
          continue
        }
        let count = row[3].count ?? 0
        if let source { sources[source, default: 0] += count }
        if let medium { media[medium, default: 0] += count }
      }
      let lint = TagLint(
        sources: sources.map { ($0.key, $0.value) }, known: mapped.sources.filter { $0 != "" },
        media: media.map { ($0.key, $0.value) },
        vocabulary: !own.isEmpty ? own : !mapped.media.isEmpty ? mapped.media : usual)
      return Table(
        schema,
        rows: lint.findings.map { finding in
          [
            .text(finding.kind.rawValue), .text(finding.tag),
            finding.like.map { .text($0) } ?? .missing, .integer(Int64(finding.rows)),
          ]
        })
    }
    return try Relation.union(parts, origin: origin)
      .aggregated([Aggregation("rows", .sum, of: "rows")], by: ["source", "medium", "is_map"])
      .finished(finish, named: lintName)
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
      // A column `id` numbers the rows of many a list.
      ["utm_\(tag)", tag].first { headers.contains($0) && $0 != "id" }
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

  /// The channel of each combination, by the first row of the map that fits.
  private static func finish(
    _ names: [String], looked: Set<Int>, _ sources: VisitSources, direct: String, other: String
  ) -> Finish {
    let schema = Schema(
      names.map { Field($0, .text) }
        + [
          Field(column, .text), Field("rows", .integer), Field("state", .text),
          Field("tags", .text), Field("macros", .text), Field("source", .text),
          Field("medium", .text),
        ])
    let width = CampaignTag.names.count
    let kinds = CampaignTag.names.indices.map { kind in names.firstIndex(of: "tag\(kind)") }
    let (link, referrer) = (names.firstIndex(of: "link"), names.firstIndex(of: "referrer"))
    return Finish("channel_map", schema: schema) { table in
      let isMap = { (row: [Value]) in !row[width].isMissing }
      let map = ChannelMap(
        table.rows.filter(isMap).map { row in
          (row[..<width].map { $0.text }, row[width].text ?? "")
        })
      let rows = table.rows.filter { !isMap($0) && !$0[width + 1].isMissing }
      return Table(
        schema,
        rows: rows.map { row in
          let written = row[(width + 1)...].prefix(names.count).map { $0.text ?? "" }
          let visit = VisitOrigin(
            columns: kinds.map { $0.map { written[$0] } }, link: link.map { written[$0] } ?? "",
            referrer: referrer.map { written[$0] } ?? "", sources)
          let isTold = ![.direct, .own].contains(visit.basis)
          let mapped = isTold ? map.channel(of: visit.tags) : nil
          let answer: (channel: Value, state: String) =
            switch visit.basis {
            case .own: (.missing, "own")
            case .direct: (.text(direct), "direct")
            default: (.text(mapped ?? other), mapped == nil ? "other" : "mapped")
            }
          let isTagged = visit.basis == .tags
          return written.map { .text($0) } + [
            answer.channel, row.last ?? .missing, .text(answer.state),
            .text(listed(visit.tags, looked)),
            visit.macros.isEmpty ? .missing : .text(visit.macros.joined(separator: " / ")),
            visit.writtenSource.map { .text($0) } ?? .missing,
            isTagged ? visit.tags[1].text.map { .text($0) } ?? .missing : .missing,
          ]
        })
    }
  }

  /// Tags for a list of them, those at the end that say nothing left out: `baidu / cpc`.
  private static func listed(_ tags: [CampaignTag], _ looked: Set<Int>) -> String {
    let texts = looked.sorted().map { tags[$0].text ?? tags[$0].macro ?? "" }
    let end = texts.lastIndex { !$0.isEmpty } ?? -1
    return texts[...end].joined(separator: " / ")
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
