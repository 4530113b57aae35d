import FupanData
import FupanDiagnostics

/// What rows are meant: a tree of algebra nodes with their schemas, built step by step.
///
/// The methods check names and types as they build, so a relation that exists can run:
///
///     let buyers = try orders
///       .filtered(where: paid)
///       .aggregated([Aggregation("revenue", .sum, of: "net_paid")], by: ["person_id"])
package struct Relation: Sendable {
  package let node: RelationNode
  package let schema: Schema
  /// The stage that made the node.
  package let origin: Origin
  /// The stage at work: what is built from here on is of its making.
  package let builder: Origin
  /// Whether the schema is all there is. After a failed stage it is not, and only names that look
  /// misspelt are reported.
  package let isComplete: Bool
  /// The columns by which rows are known to be ordered, most significant first.
  package let ordering: [SortKey]

  package init(
    _ node: RelationNode, schema: Schema, origin: Origin, isComplete: Bool = true,
    ordering: [SortKey] = []
  ) {
    self.node = node
    self.schema = schema
    self.origin = origin
    builder = origin
    self.isComplete = isComplete
    self.ordering = ordering
  }

  /// The rows of files.
  package init(scanning files: FileSource, origin: Origin) {
    self.init(.scan(.files(files)), schema: files.schema, origin: origin)
  }

  /// The rows of a fragment.
  package init(scanning fragment: Fragment, origin: Origin) {
    self.init(
      .scan(.fragment(fragment)), schema: fragment.schema, origin: origin,
      isComplete: fragment.relation.isComplete,
      ordering: fragment.finish == nil ? fragment.relation.ordering : [])
  }

  /// A few known rows.
  package init(_ table: Table, origin: Origin) {
    self.init(.values(table), schema: table.schema, origin: origin)
  }

  /// The same rows, after a stage that could not be understood: later stages report only names
  /// that look misspelt.
  package var incomplete: Relation {
    Relation(node, schema: schema, origin: origin, isComplete: false, ordering: ordering)
      .with(origin: builder)
  }

  /// The same rows in the hands of another stage: what is built from here on carries its name.
  package func with(origin builder: Origin) -> Relation { Relation(self, builder: builder) }

  private init(_ relation: Relation, builder: Origin) {
    node = relation.node
    schema = relation.schema
    origin = relation.origin
    self.builder = builder
    isComplete = relation.isComplete
    ordering = relation.ordering
  }

  /// Looks up names and types for expressions over these rows.
  package func binder(
    parameters: [String: Value] = [:], readsText: Bool = false, meantAsText: Set<String> = []
  ) -> ExpressionBinder {
    ExpressionBinder(
      schema: schema, isComplete: isComplete, parameters: parameters, readsText: readsText,
      meantAsText: meantAsText)
  }

  /// The fields with these names.
  ///
  /// - Throws: every name that is unknown, each with the nearest one.
  package func fields(_ names: [ColumnName]) throws(Problems) -> [Field] {
    var found: [Diagnostic] = []
    let binder = binder()
    let fields = names.map { name in
      found.gather { () throws(Problems) in try binder.field(name) }
    }
    if let problems = Problems(found) { throw problems }
    return fields.compactMap { $0 }
  }

  /// The names, once they are known to exist.
  package func names(_ names: [ColumnName]) throws(Problems) -> [String] {
    try fields(names).map { $0.name }
  }

  func next(_ node: RelationNode, _ fields: [Field], ordering: [SortKey] = []) -> Relation {
    Relation(
      node, schema: Schema(fields), origin: builder, isComplete: isComplete, ordering: ordering)
  }
}
