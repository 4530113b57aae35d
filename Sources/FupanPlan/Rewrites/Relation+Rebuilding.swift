import FupanData

extension Relation {
  /// The same step over other inputs with the same columns.
  ///
  /// - Precondition: as many inputs as ``inputs`` has.
  func over(_ inputs: [Relation]) -> Relation {
    precondition(inputs.count == self.inputs.count)
    let rebuilt: RelationNode =
      switch node {
      case .scan, .values: node
      case .project(_, let projections): .project(inputs[0], projections)
      case .filter(_, let condition): .filter(inputs[0], condition)
      case .check(_, let check): .check(inputs[0], check)
      case .aggregate(_, let by, let into): .aggregate(inputs[0], by: by, into: into)
      case .window(_, let window): .window(inputs[0], window)
      case .join(_, _, let join): .join(inputs[0], inputs[1], join)
      case .union: .union(inputs)
      case .sort(_, let keys): .sort(inputs[0], keys)
      case .limit(_, let count): .limit(inputs[0], count)
      case .unnest(_, let unnest): .unnest(inputs[0], unnest)
      case .unpivot(_, let unpivot): .unpivot(inputs[0], unpivot)
      }
    return with(rebuilt, schema)
  }

  /// The same step as another node and with other columns; an ordering ends where a column of it is
  /// gone.
  func with(_ node: RelationNode, _ schema: Schema) -> Relation {
    Relation(
      node, schema: schema, origin: origin, isComplete: isComplete,
      ordering: Array(ordering.prefix { schema.index(of: $0.column) != nil }))
  }
}
