import FupanMethods

/// 实验分组: who saw which variant of which experiment when, and what came of it.
enum Experiments {
  struct Unit {
    let experiment: Int
    let variant: Int
    /// The place of the person in the block.
    let person: Int
    let exposed: Int
    let converted: Int?
    let value: Int
  }

  static let names: [StaticString] = ["结算页满减进度", "首页头图"]
  private static let days = 344...360

  static func header(to writer: inout ByteWriter) {
    writer.byteOrderMark()
    writer.text("实验,版本,unionid,进入时间,是否转化,成交金额,转化时间\n")
  }

  static func units(of block: Block) -> [Unit] {
    var random = block.random("experiments")
    var units: [Unit] = []
    for experiment in names.indices {
      let isReal = experiment == 0 && block.truths.contains(.experimentEffect)
      for place in block.people.indices where random.chance(0.85) {
        let variant = random.below(2)
        let exposed = random.within(days) * 86_400 + random.within(8 * 3_600...23 * 3_600)
        let rate = isReal ? [0.1, 0.19][variant] : 0.14
        let converted = random.chance(rate) ? exposed + random.within(60...3 * 86_400) : nil
        units.append(
          Unit(
            experiment: experiment, variant: variant, person: place, exposed: exposed,
            converted: converted, value: converted == nil ? 0 : random.within(3_200...26_800)))
        // Somebody with two devices may have seen both.
        if random.chance(0.003) {
          units.append(
            Unit(
              experiment: experiment, variant: 1 - variant, person: place,
              exposed: exposed + 86_400, converted: nil, value: 0))
        }
      }
    }
    return units
  }

  static func row(
    _ unit: Unit, of block: Block, in context: ExportContext, to writer: inout ByteWriter
  ) {
    writer.text(names[unit.experiment])
    writer.text(unit.variant == 0 ? ",A," : ",B,")
    context.keys.unionid(block.people[unit.person].number, to: &writer)
    writer.comma()
    writer.dateTime(unit.exposed, in: context.calendar)
    writer.text(unit.converted == nil ? ",否," : ",是,")
    if unit.converted != nil { writer.money(unit.value) }
    writer.comma()
    if let converted = unit.converted { writer.dateTime(converted, in: context.calendar) }
    writer.line()
  }
}

extension CleanTwin {
  static let experiments: StaticString = """
    exp_id,variant,person,exposed_at,converted,value,converted_at,left_out

    """

  static func unit(
    _ unit: Experiments.Unit, of block: Block, in context: ExportContext,
    to writer: inout ByteWriter
  ) {
    let person = block.people[unit.person]
    writer.text(Experiments.names[unit.experiment])
    writer.text(unit.variant == 0 ? ",A," : ",B,")
    self.person(person.number, to: &writer)
    writer.comma()
    writer.utc(unit.exposed, in: context.calendar)
    writer.text(unit.converted == nil ? ",0," : ",1,")
    writer.money(unit.value)
    writer.comma()
    if let converted = unit.converted { writer.utc(converted, in: context.calendar) }
    writer.text(person.leftOut ? ",true\n" : ",false\n")
  }
}
