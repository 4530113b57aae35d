import FupanDiagnostics

/// A list item that is a name, or a name with its settings.
///
///     - roi                                   # a bare name: every setting at its default
///     - refund_rate: {max: 8%, by: platform}  # a name with its settings
///     - 浏览: event = 'view_item'              # a bare value sets the principal parameter
package struct Named<Settings: Sendable>: Sendable {
  package let name: String
  package let place: Place
  package let settings: Settings

  package init(name: String, place: Place, settings: Settings) {
    self.name = name
    self.place = place
    self.settings = settings
  }
}

extension Named: ParameterValue where Settings: ParameterValue {
  package static var kind: ParameterKind { .named(of: Settings.kind) }

  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    guard let item = NamedNode(node, gathering: &problems) else { return nil }
    guard
      let settings = Settings(
        from: item.settings, in: context.reading(item.name), gathering: &problems)
    else { return nil }
    self.init(name: item.name, place: item.place, settings: settings)
  }

  package var written: String {
    let settings = settings.written
    let name = Node.quotedIfNeeded(name)
    return ["{}", "~"].contains(settings) ? name : "\(name): \(settings)"
  }
}
