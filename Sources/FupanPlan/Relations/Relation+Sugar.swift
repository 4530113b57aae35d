import FupanData
import FupanDiagnostics

extension Relation {
  /// One row for each combination of `keys`: the first in `order`.
  package func deduplicated(
    by keys: [String], order: [SortKey], ties: TiePolicy
  ) throws(Problems) -> Relation {
    let number = Relation.hiddenName("position", in: schema)
    let numbered = try windowed(
      Window(
        partition: keys, order: order, ties: ties,
        functions: [WindowFunction(number, .rowNumber)]))
    let isFirst = try numbered.binder().call(
      ComparisonFunctions.equal,
      [Expression(Field(number, .integer)), Expression(literal: .integer(1))], at: builder.place)
    let kept = try numbered.filtered(where: isFirst).dropping([number])
    return kept.with(kept.node, kept.schema.settled(by: keys)).with(origin: builder)
  }

  /// The first `count` rows in an order.
  package func top(_ count: Int, order: [SortKey]) -> Relation { sorted(order).limited(count) }

  /// A finish applied to these rows, as a relation of its result.
  package func finished(_ finish: Finish, named name: String) -> Relation {
    Relation(scanning: Fragment(name, self, finish: finish), origin: builder)
  }

  /// The same rows under a name, computed once however often they are used.
  package func shared(as name: String) -> Relation {
    Relation(scanning: Fragment(name, self), origin: builder)
  }

  /// A column name that users cannot write and that the schema does not have.
  package static func hiddenName(_ stem: String, in schema: Schema) -> String {
    var name = "_\(stem)"
    while schema.index(of: name) != nil { name = "_" + name }
    return name
  }
}
