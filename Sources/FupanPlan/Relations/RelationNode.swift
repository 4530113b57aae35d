import FupanData

/// One step of the relational algebra: the closed list that every engine can run.
package indirect enum RelationNode: Sendable {
  /// The rows of files, or of a fragment computed before.
  case scan(Source)
  /// A few rows known in advance.
  case values(Table)
  /// `SELECT expressions`
  case project(Relation, [Projection])
  /// `WHERE condition`: rows for which it is true; where it is missing they are counted apart.
  case filter(Relation, Expression)
  /// Rows that can be read and keep the rules; the others are rejected. Never pruned, and nothing
  /// moves below it.
  case check(Relation, Check)
  /// `GROUP BY`: one row for each combination of `by`, ordered by it; without `by` one row.
  case aggregate(Relation, by: [String], into: [Aggregation])
  /// `OVER (PARTITION BY … ORDER BY …)`: every row with further columns.
  case window(Relation, Window)
  case join(Relation, Relation, Join)
  /// `UNION ALL` of relations with the same names and types.
  case union([Relation])
  case sort(Relation, [SortKey])
  /// The first rows of a sorted relation.
  case limit(Relation, Int)
  /// One row for each item of a list.
  case unnest(Relation, Unnest)
  /// One row for each of several columns.
  case unpivot(Relation, Unpivot)
}
