import FupanMethods

/// 社群成员: who joined which group, when and how, through whom, and when they left again.
enum GroupMembers {
  enum Way: Int {
    case poster
    case staff
    case friend

    var name: StaticString {
      switch self {
      case .poster: "扫码入群"
      case .staff: "导购拉群"
      case .friend: "好友邀请"
      }
    }
  }

  /// One person in one group; persons are places in the block.
  struct Row {
    let person: Int
    let group: Int
    let joined: Int
    let left: Int?
    let way: Way
    let invitedBy: Int?
  }

  static let groups = Vocabulary.encode([
    "春日拼团1群", "春日拼团2群", "烘焙同好群", "妈妈团购群", "茶友群", "养宠群",
  ])
  /// The first day on which somebody joined, 2025-10-01.
  static let firstDay = 159

  static func header(to writer: inout ByteWriter) {
    writer.byteOrderMark()
    writer.text("群ID,群名称,external_userid,unionid,成员昵称,入群时间,退群时间,入群方式,邀请人\n")
  }

  /// The members of a block's groups in the order in which they joined.
  static func rows(of block: Block) -> [Row] {
    var random = block.random("groups")
    let truths = block.truths
    var places = Array(block.people.indices)
    random.shuffle(&places)
    var waiting: [(joined: Int, group: Int, way: Way, invitedBy: Int?)] = []
    for seed in 0..<950 {
      let days = seed < 700 ? firstDay...349 : ShopCalendar.period
      waiting.append(
        (
          random.within(days) * 86_400 + random.within(9 * 3_600...22 * 3_600),
          random.below(groups.count), random.chance(0.6) ? .poster : .staff, nil
        ))
    }
    var rows: [Row] = []
    var next = 0
    while next < waiting.count && next < places.count {
      let found = waiting[next]
      let place = places[next]
      next += 1
      rows.append(
        Row(
          person: place, group: found.group, joined: found.joined,
          left: left(found.joined, found.way, truths, with: &random), way: found.way,
          invitedBy: found.invitedBy))
      let spreads =
        truths.contains(.spread) && found.joined / 86_400 >= ShopCalendar.period.lowerBound
      // A few bring whole circles of friends, most bring nobody.
      let isEager = random.chance(spreads ? 0.1 : 0.02)
      let tries = isEager ? 6 : 3
      let chance = isEager ? 0.6 : spreads ? 0.09 : 0.027
      for _ in 0..<tries where random.chance(chance) {
        let joined = found.joined + random.within(3_600...6 * 86_400)
        if joined < ShopCalendar.end * 86_400 {
          waiting.append((joined, found.group, .friend, place))
        }
      }
    }
    return rows.enumerated().sorted {
      ($0.element.joined, $0.offset) < ($1.element.joined, $1.offset)
    }
    .map(\.element)
  }

  /// When somebody who joined then has left, or nil.
  private static func left(
    _ joined: Int, _ way: Way, _ truths: PlantedTruths, with random: inout Xoshiro256
  ) -> Int? {
    let soon =
      truths.contains(.retentionGap) ? (way == .poster ? 0.42 : 0.1) : 0.2
    let (draw, early) = (random.unit(), random.within(3_600...30 * 86_400))
    let late = random.within(30 * 86_400...170 * 86_400)
    let time = draw < soon ? joined + early : draw < soon + 0.1 ? joined + late : Int.max
    return time < ShopCalendar.end * 86_400 ? time : nil
  }

  static func row(
    _ row: Row, of block: Block, in context: ExportContext, to writer: inout ByteWriter
  ) {
    let person = block.people[row.person]
    groupID(row.group, to: &writer)
    writer.comma()
    writer.text(groups[row.group])
    writer.comma()
    context.keys.externalUser(person.number, to: &writer)
    writer.comma()
    context.keys.unionid(person.number, to: &writer)
    writer.comma()
    writer.field(Vocabulary.nicknames[person.nickname])
    writer.comma()
    writer.dateTime(row.joined, in: context.calendar)
    writer.comma()
    if let left = row.left { writer.dateTime(left, in: context.calendar) } else { writer.text("-") }
    writer.comma()
    writer.text(row.way.name)
    writer.comma()
    inviter(of: row, block, in: context, to: &writer)
    writer.line()
  }

  /// Staff invite by their account, which is no customer's.
  private static func inviter(
    of row: Row, _ block: Block, in context: ExportContext, to writer: inout ByteWriter
  ) {
    if let inviter = row.invitedBy {
      context.keys.externalUser(block.people[inviter].number, to: &writer)
    } else if row.way == .staff {
      writer.text(Vocabulary.staff[row.person % Vocabulary.staff.count].account)
    }
  }

  static func groupID(_ group: Int, to writer: inout ByteWriter) {
    writer.text("G")
    writer.padded(group + 1, 2)
  }
}

extension CleanTwin {
  static let groupMembers: StaticString = """
    person,external_userid,group_id,group_name,joined_at,left_at,join_way,invited_by,inviter,left_out

    """

  static func groupMember(
    _ row: GroupMembers.Row, of block: Block, in context: ExportContext,
    to writer: inout ByteWriter
  ) {
    let person = block.people[row.person]
    self.person(person.number, to: &writer)
    writer.comma()
    context.keys.externalUser(person.number, to: &writer)
    writer.comma()
    GroupMembers.groupID(row.group, to: &writer)
    writer.comma()
    writer.text(GroupMembers.groups[row.group])
    writer.comma()
    writer.utc(row.joined, in: context.calendar)
    writer.comma()
    if let left = row.left { writer.utc(left, in: context.calendar) }
    writer.comma()
    writer.text(row.way.name)
    writer.comma()
    if let inviter = row.invitedBy {
      context.keys.externalUser(block.people[inviter].number, to: &writer)
      writer.comma()
      self.person(block.people[inviter].number, to: &writer)
    } else {
      writer.comma()
    }
    writer.text(person.leftOut ? ",true\n" : ",false\n")
  }
}
