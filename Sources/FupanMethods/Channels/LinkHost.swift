/// The host of a link, as hosts compare: in small letters, without `www.` and port.
///
///     LinkHost("https://www.Baidu.com/link?wd=a")?.belongs(to: "baidu.com")  // true
package struct LinkHost: Equatable, Sendable {
  package let name: String

  /// Nil where the text names no host: a page's path, or nothing.
  package init?(_ link: String) {
    var rest = link.trimmingPrefix { $0.isWhitespace }
    if let scheme = rest.range(of: "//") { rest = rest[scheme.upperBound...] }
    rest = rest.prefix { !"/?#".contains($0) }
    if let at = rest.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
    var host = rest.prefix { $0 != ":" }.lowercased()
    if host.hasPrefix("www.") { host.removeFirst(4) }
    guard host.contains("."), !host.hasPrefix("."), !host.contains(where: { $0.isWhitespace })
    else {
      return nil
    }
    name = host
  }

  /// Whether it is this domain or one under it; a name that ends in `.*` stands for every ending:
  /// `google.*` for google.com and google.co.uk.
  package func belongs(to domain: String) -> Bool {
    let labels = name.split(separator: ".")
    var wanted = domain.lowercased().split(separator: ".")
    if wanted.first == "www" || wanted.first == "*" { wanted.removeFirst() }
    guard wanted.last == "*" else {
      return !wanted.isEmpty && labels.count >= wanted.count
        && labels.suffix(wanted.count).elementsEqual(wanted)
    }
    wanted.removeLast()
    // An ending has one part or two.
    return [1, 2].contains { ending in
      labels.count >= wanted.count + ending && !wanted.isEmpty
        && labels.dropLast(ending).suffix(wanted.count).elementsEqual(wanted)
    }
  }
}
