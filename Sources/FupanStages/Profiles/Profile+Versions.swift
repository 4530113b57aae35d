import FupanConfig
import FupanDiagnostics
import FupanPlan

extension Profile {
  /// The ways such files are written: the profile's versions, then the profile itself.
  package var forms: [(version: String?, profile: Profile)] {
    versions.map { version in
      var form = self
      form.header = version.settings.header
      form.columns = OrderedMap(
        columns.entries.map { entry in
          guard let other = version.settings.columns[entry.name] else { return entry }
          return OrderedMap.Entry(name: entry.name, place: entry.place, value: other)
        })
      form.versions = []
      return (version.name, form)
    } + [(nil, self)]
  }

  /// The way a file is written: of a header near its beginning rather than of one that an older
  /// version would find far below. What is wrong with the file is said when it is read.
  func form(
    of file: String, _ options: ReadOptions, in scope: Scope
  ) -> (version: String?, profile: Profile) {
    // Standard input can be read only once.
    if file == "-" || versions.isEmpty { return (nil, self) }
    // Any row is a header of a form that wants none.
    let candidates = forms.filter { $0.version != nil || !options.headerNames.isEmpty }
    let ways = candidates.map { form in
      var way = options
      if form.version != nil { way.headerNames = form.profile.header }
      return way
    }
    return scope.inputs.firstFitting(ways, of: file).map { candidates[$0] } ?? (nil, self)
  }

  /// What is wrong with the declaration beyond its types: names that are no columns of it.
  var faults: [Diagnostic] {
    func unknown(_ name: String, at place: Place?) -> Diagnostic {
      var fault = Diagnostic(
        .unknownColumn, at: place, ["name": .text(name), "columns": .list(columns.names)])
      if let nearest = NearestName.to(name, among: columns.names) {
        fault = fault.with("suggestion", .suggestion(nearest))
      }
      return fault
    }
    var names = overlap + [fillDown, currencyColumn].compactMap { $0 }
    names += versions.flatMap { version in
      version.settings.columns.entries.map { ColumnName($0.name, at: $0.place) }
    }
    let known = columns.names + constants.names + byName.names + derive.names
    return names.filter { !known.contains($0.text) }.map { unknown($0.text, at: $0.place) }
  }
}
