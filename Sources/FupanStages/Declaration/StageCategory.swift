/// The group a stage is listed under, in the order in which data passes them.
package enum StageCategory: String, Sendable, CaseIterable {
  case read, clean, combine, segment, aggregate, analyse, write
}
