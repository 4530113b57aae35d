import FupanConfig
import FupanDiagnostics
import FupanMethods

/// Who somebody is, and who is left out.
///
///     people:
///       keys: [unionid, external_userid, phone]
///       except: ../员工与测试号.csv
package struct PeopleSettings: Parameterised {
  @Parameter(
    "Columns that say who somebody is, the surest first; a dataset with any of them gains person_id.",
    .principal, .nonEmpty)
  package var keys: [Named<PersonKeySettings>]
  @Parameter(
    "Who is left out of every figure and counted: files with key columns, and conditions by name.")
  package var except: [PeopleException] = []

  package init() {}
}

/// How one key of people is compared.
package struct PersonKeySettings: Parameterised {
  @Parameter("Whether a person has one value of it only; by default ids are so, phones are not.")
  package var exclusive: Bool?
  @Parameter("How its values are made comparable; by default its name tells.")
  package var `as`: Reading?
  @Parameter(
    "More records with one value than this are several people's: a family's phone.", .atLeast(2))
  package var maxFanout: Int = 20

  /// How values of a key are made comparable.
  package enum Reading: String, ParameterChoice {
    case id, phone, email
  }

  package init() {}
}

/// A key of people with everything its name does not have to say.
struct PersonKey: Hashable, Sendable {
  let name: String
  let reading: PersonKeySettings.Reading
  let isExclusive: Bool
  let maxFanout: Int

  init(_ key: Named<PersonKeySettings>) {
    name = key.name
    let reading = key.settings.as ?? PersonKey.reading(of: key.name)
    self.reading = reading
    isExclusive =
      key.settings.exclusive
      ?? (reading == .id && !["card_no", "order_id"].contains(key.name))
    maxFanout = key.settings.maxFanout
  }

  private static func reading(of name: String) -> PersonKeySettings.Reading {
    let words = name.lowercased()
    if ["phone", "mobile", "手机", "电话"].contains(where: { words.contains($0) }) {
      return .phone
    }
    return ["email", "mail", "邮箱"].contains { words.contains($0) } ? .email : .id
  }

  /// The key as the method of resolution takes it.
  var identityKey: IdentityKey {
    IdentityKey(name, isExclusive: isExclusive, maximumRecords: maxFanout)
  }
}
