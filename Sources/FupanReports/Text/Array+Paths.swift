extension [String] {
  /// Paths from the folder that all of them are in, which says nothing to readers: `exports/a.csv`
  /// and `plan/b.csv` of `/home/me/spring/exports/a.csv` and `/home/me/spring/plan/b.csv`.
  package var withoutCommonFolder: [String] {
    let parts = map { $0.split(separator: "/") }
    guard let first = parts.first else { return [] }
    let depth = parts.reduce(first.count - 1) { depth, path in
      Swift.min(depth, path.count - 1, zip(first, path).prefix { $0 == $1 }.count)
    }
    return parts.map { $0.dropFirst(Swift.max(depth, 0)).joined(separator: "/") }
  }
}
