/// The workers of a run, where all of them have something to do for one step.
struct Workers: Sendable {
  let threads: Int

  /// What becomes of each of some items, in their order; an item is let go as soon as it is done.
  func map<Item: Sendable, Output: Sendable>(
    _ items: consuming [Item], _ body: @escaping @Sendable (Item) -> Output
  ) async -> [Output] {
    var outputs: [Output?] = Array(repeating: nil, count: items.count)
    var waiting = Array(items.reversed())
    items = []
    await withTaskGroup(of: (index: Int, output: Output).self) { group in
      var index = 0
      func start(_ group: inout TaskGroup<(index: Int, output: Output)>) {
        guard let item = waiting.popLast() else { return }
        group.addTask { [index] in (index, body(item)) }
        index += 1
      }
      for _ in 0..<threads { start(&group) }
      while let done = await group.next() {
        outputs[done.index] = done.output
        start(&group)
      }
    }
    return outputs.compactMap { $0 }
  }
}
