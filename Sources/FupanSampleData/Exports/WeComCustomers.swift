import FupanMethods

/// 企业微信 客户列表: a row for each customer and member of staff, tag groups as columns.
enum WeComCustomers {
  /// One customer in the address book of one member of staff.
  struct Row {
    let person: Int
    let staff: Int
    let joined: Int
    let addWay: Int
    let level: Int
    let interests: [Int]
  }

  static func header(to writer: inout ByteWriter) {
    writer.byteOrderMark()
    writer.text(
      """
      客户名称,描述,添加人,添加人账号,添加人所属部门,添加时间,来源,手机,企业,邮箱,地址,职务,电话,\
      标签组1(会员等级),标签组2(兴趣偏好),external_userid,unionid

      """)
  }

  /// The rows of a block: everyone has the first member of staff who added them, some have more.
  static func rows(of block: Block) -> [Row] {
    var random = block.random("members")
    var rows: [Row] = []
    for (place, person) in block.people.enumerated() {
      let level = random.place([60, 28, 12], total: 100)
      let staffCount = 1 + (random.chance(0.2) ? 1 : 0) + (random.chance(0.05) ? 1 : 0)
      let firstStaff = random.below(Vocabulary.staff.count)
      var interests: [Int] = []
      for interest in Vocabulary.interests.indices where random.chance(0.25) {
        interests.append(interest)
      }
      for turn in 0..<staffCount {
        // The last seconds of the data, so that no two members of staff added somebody at once.
        let last = ShopCalendar.end * 86_400 - 4 + turn
        let joined =
          turn == 0 ? person.joined : min(last, person.joined + turn * random.within(60...900_000))
        rows.append(
          Row(
            person: place, staff: (firstStaff + turn * 3) % Vocabulary.staff.count, joined: joined,
            addWay: random.below(Vocabulary.addWays.count), level: level,
            interests: turn == 0 ? interests : []))
      }
    }
    return rows
  }

  static func row(
    _ row: Row, of person: Person, in context: ExportContext, to writer: inout ByteWriter
  ) {
    let staff = Vocabulary.staff[row.staff]
    writer.field(Vocabulary.nicknames[person.nickname])
    writer.text(row.level == 2 ? ",老客户，常拼单," : ",,")
    writer.text(staff.name)
    writer.comma()
    writer.text(staff.account)
    writer.comma()
    writer.text(staff.department)
    writer.comma()
    writer.dateTime(row.joined, in: context.calendar)
    writer.comma()
    writer.text(Vocabulary.addWays[row.addWay])
    writer.comma()
    if let phone = person.phone { writer.integer(phone) }
    writer.text(",,,,,,")
    writer.text(Vocabulary.levels[row.level])
    writer.comma()
    interests(of: row, joinedBy: "、", to: &writer)
    writer.comma()
    context.keys.externalUser(person.number, to: &writer)
    writer.comma()
    context.keys.unionid(person.number, to: &writer)
    writer.line()
  }

  static func interests(
    of row: Row, joinedBy mark: StaticString, to writer: inout ByteWriter
  ) {
    for (place, interest) in row.interests.enumerated() {
      if place > 0 { writer.text(mark) }
      writer.text(Vocabulary.interests[interest])
    }
  }
}
