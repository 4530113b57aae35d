/// A sheet that a team keeps itself: no platform writes it, so it is known by its headers.
package enum PlanSheet: String, Sendable, CaseIterable {
  case targets
  case budget
  case costs
  /// Which UTM is which channel.
  case channelMap
  /// People who are left out of every figure.
  case exceptions

  /// The columns it can have, and the headers each is known by.
  var columns: [(name: String, headers: [String], isNeeded: Bool)] {
    switch self {
    case .targets:
      KeptSheet.targets.columns.map { column in
        (
          column.key, column.headers + [column.key],
          KeptSheet.targets.needed.contains { $0.key == column.key }
        )
      }
    case .budget:
      [
        ("item", ["项目", "预算项目", "费用项目", "item"], true),
        ("planned", ["预算金额", "预算", "计划金额", "planned"], true),
        ("quadrant", ["象限", "quadrant"], false), ("phase", ["阶段", "phase"], false),
      ]
    case .costs:
      [
        ("date", ["日期", "发生日期", "date"], true),
        ("amount", ["金额", "实际金额", "费用金额", "amount"], true),
        ("item", ["项目", "费用项目", "item"], true),
        ("channel", ["渠道", "channel"], false), ("phase", ["阶段", "phase"], false),
        ("cost_type", ["显隐性", "cost_type"], false),
      ]
    case .channelMap:
      [
        ("utm_source", ["utm_source"], true), ("utm_medium", ["utm_medium"], false),
        ("channel", ["channel", "渠道"], true),
      ]
    case .exceptions:
      [
        ("phone", ["phone", "手机", "手机号"], false), ("unionid", ["unionid"], false),
        ("external_userid", ["external_userid"], false),
      ]
    }
  }

  /// Words of which one is in the name of such a file, where its headers alone do not tell.
  private var words: [String] {
    self == .exceptions ? ["员工", "测试", "内部", "staff", "test", "except"] : []
  }

  /// Headers of columns that split a plan into parts of its time.
  private static let periods = ["周起", "周", "月份", "月", "日期", "week", "month", "date"]

  /// The sheet that a file with these headers is, or nil.
  static func of(headers: [String], file: String) -> PlanSheet? {
    allCases.first { sheet in
      let found = sheet.found(in: headers)
      let hasNeeded = sheet.columns.filter { $0.isNeeded }.allSatisfy { column in
        found.contains { $0.name == column.name }
      }
      let name = file.lowercased()
      let isNamed = sheet.words.isEmpty || sheet.words.contains { name.contains($0) }
      // A budget by week names an item several times and is no plan of the whole.
      let isWhole = sheet != .budget || !headers.contains { periods.contains($0) }
      return hasNeeded && !found.isEmpty && isNamed && isWhole
    }
  }

  /// Its columns that a file has, with the header of each.
  func found(in headers: [String]) -> [(name: String, header: String)] {
    columns.compactMap { column in
      column.headers.first { headers.contains($0) }.map { (column.name, $0) }
    }
  }
}
