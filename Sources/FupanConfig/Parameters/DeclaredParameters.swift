/// The parameters that types declare, each type looked at once: a document decodes thousands of
/// values of a few types.
enum DeclaredParameters {
  private static let known = Remembered<ObjectIdentifier, [ParameterSpec]>()

  /// The parameters of `type`, as `find` finds them the first time.
  static func of(_ type: Any.Type, finding find: () -> [ParameterSpec]) -> [ParameterSpec] {
    known.value(of: ObjectIdentifier(type), making: find)
  }
}
