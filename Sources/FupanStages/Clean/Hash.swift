import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `hash`: a pseudonym instead of a value that tells who somebody is.
///
/// It is keyed (RFC 2104), because a plain hash of a phone number hides nothing:
/// all numbers can be tried out. The key is a declared parameter and comes from the environment or
/// from a file that only its owner may read; no plan, manifest or message shows it, and `run.json`
/// tells by four bytes of its digest which one it was.
///
///     parameters: {customer_key: {env: FUPAN_CUSTOMER_KEY, file: ../customer.key}}
///     - hash: {columns: [phone], key: customer_key}
package struct Hash: TransformStage {
  package static let about = StageDescription(
    "hash", .clean,
    "Replaces values by keyed pseudonyms: equal ones stay equal, and nobody without the key finds them out."
  )

  @Parameter("The columns.", .principal, .nonEmpty) var columns: [ColumnName]
  @Parameter(
    "The name of the parameter that holds the key; between pipes, of the environment variable.")
  var key: Located<String>
  @Parameter(
    "What the values are; by default the column's name. Columns of one field get equal pseudonyms.")
  var field: String?

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let key = found.gather { () throws(Problems) in try secret(in: scope) }
    var hashed: [Projection] = []
    for name in columns {
      found.gather { () throws(Problems) in
        let text = try input.text(of: name)
        guard let key else { return }
        // Spaces at the ends are no part of an id.
        let value = try input.binder().call("trim", [text], at: name.place)
        let pseudonym = try input.binder().call(
          "pseudonym", [value, .text(field ?? name.text), .text(key)], at: name.place)
        let isBlank = try input.binder().call("equal", [value, .text("")], at: name.place)
        var hidden = Expression.when(
          isBlank, Expression(literal: .missing), otherwise: pseudonym)
        hidden = Expression(hidden.form, type: .text, isPersonal: false)
        if hashed.allSatisfy({ $0.name != name.text }) {
          hashed.append(Projection(name.text, hidden))
        }
      }
    }
    if let problems = Problems(found) { throw problems }
    return try input.extended(hashed)
  }

  private func secret(in scope: Scope) throws(Problems) -> String {
    let name = key.value
    guard let value = scope.parameters[name]?.text else {
      var diagnostic = Diagnostic(.keyMissing, at: key.place, ["name": .text(name)])
      // Names of the environment are not offered: there are too many that mean something else.
      if !scope.readsText,
        let nearest = NearestName.to(name, among: scope.parameters.keys.sorted())
      {
        diagnostic = diagnostic.with("suggestion", .suggestion(nearest))
      }
      throw Problems(diagnostic)
    }
    guard value.utf8.count >= Pseudonym.minimumKeyBytes else {
      throw Problems(
        Diagnostic(.keyTooShort, at: key.place, ["length": .integer(value.utf8.count)]))
    }
    return value
  }
}

extension Message {
  static let keyMissing = Message(
    "key_missing", exit: .config, en: "there is no key '{name}'{suggestion}",
    zh: "没有密钥“{name}”{suggestion}",
    hint: (
      en:
        "declare it under parameters with env: VARIABLE or file: PATH; between pipes set the variable of that name",
      zh: "请在 parameters 里用 env: 变量名 或 file: 路径 声明；在管道里请设置同名环境变量"
    ))
}
