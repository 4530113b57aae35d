/// The sheets that the team keeps itself: budget, cost ledger, channels, people to leave out.
enum PlanSheets {
  static func budget(_ spending: Spending, to writer: inout ByteWriter) {
    writer.text("项目,预算金额,象限,阶段\n")
    for item in spending.items {
      writer.string(item.name)
      writer.comma()
      writer.money(item.planned)
      writer.comma()
      writer.string(item.quadrant)
      writer.comma()
      writer.string(item.phase)
      writer.line()
    }
  }

  static func costs(
    _ spending: Spending, in context: ExportContext, to writer: inout ByteWriter
  ) {
    writer.text("日期,渠道,项目,阶段,显隐性,金额,工时,时薪\n")
    for cost in spending.costs {
      writer.date(cost.day, in: context.calendar)
      writer.comma()
      writer.string(cost.channel)
      writer.comma()
      writer.string(cost.item)
      writer.comma()
      writer.string(cost.phase)
      writer.text(cost.halfHours == nil ? ",显性," : ",隐性,")
      writer.money(cost.amount)
      writer.comma()
      labour(of: cost, to: &writer)
      writer.line()
    }
  }

  /// Hours and what one costs, both empty where no time was spent.
  static func labour(of cost: Spending.Cost, to writer: inout ByteWriter) {
    if let halfHours = cost.halfHours {
      writer.integer(halfHours / 2)
      writer.text(halfHours % 2 == 0 ? ".0," : ".5,")
      writer.money(Spending.hourlyRate)
    } else {
      writer.comma()
    }
  }

  static func channels(to writer: inout ByteWriter) {
    writer.text("utm_source,utm_medium,channel\n")
    for channel in Channel.all {
      guard let utm = channel.utm else { continue }
      for source in [utm.source, channel.otherSource] {
        guard let source else { continue }
        writer.text(source)
        writer.comma()
        writer.text(utm.medium)
        writer.comma()
        writer.string(channel.name)
        writer.line()
      }
    }
  }

  static func leftOut(_ people: [Person], keys: PersonKeys, to writer: inout ByteWriter) {
    writer.text("说明,phone,unionid,external_userid\n")
    for (place, person) in people.enumerated() {
      writer.text(place % 3 == 2 ? "测试号" : "员工")
      writer.comma()
      if let phone = person.phone { writer.integer(phone) }
      writer.comma()
      keys.unionid(person.number, to: &writer)
      writer.comma()
      keys.externalUser(person.number, to: &writer)
      writer.line()
    }
  }

  static let issues: StaticString = """
    # 问题清单：现象 → 数据 → 五个为什么 → 改进、负责人、期限、怎样算做到。
    - id: P-01
      phase: 爆发
      symptom: 4月16日支付通道中断，订单几乎归零
      category: 机
      count: 1
      loss: 4500.00
      why1: 支付通道证书到期
      why2: 到期提醒发给了已离职的同事
      why3: 提醒邮箱没有交接
      why4: 离职清单里没有“系统提醒”一项
      why5: 交接清单两年没有更新
      root_cause: 交接清单缺少系统提醒与证书
      improvement: 证书与提醒列入交接清单，到期前30天群内提醒
      owner: 技术·小北
      due: 2026-05-10
      status: 进行中
      check_metric: order_count
    - id: P-02
      phase: 预热
      symptom: 加购后没有下单的人太多
      category: 法
      count: 1
      loss: 9800.00
      why1: 结算页看不到满减进度
      why2: 优惠只在商品页显示
      why3: 结算页是去年的版本
      why4: 活动改版没有走结算流程
      why5: 没有人从头到尾走一遍下单
      root_cause: 活动上线前没有完整走查
      improvement: 结算页显示满减进度；上线前按清单走查一遍
      owner: 产品·小林
      due: 2026-05-15
      status: 未开始
      check_metric: conversion
    - id: P-03
      phase: 返场
      symptom: 达人合作费用超出预算
      category: 人
      count: 1
      loss: 750.00
      why1: 临时加投两位达人
      why2: 加投只在群里口头确认
      why3: 费用台账每周才登记一次
      why4: 没有超支审批的界线
      why5: 预算表没有负责人
      root_cause: 加投没有审批界线
      improvement: 单项超过预算10%须财务确认，台账每日登记
      owner: 财务·小安
      due: 2026-05-08
      status: 已完成
      check_metric: budget_deviation

    """

  static let stories: StaticString = """
    # STAR：情境、任务、行动、结果，结果指向报告里的指标。
    - situation: 春季客流回升，往年靠投放拉新，成本逐年上升
      task: 用社群拉动成交，转化率高于其他渠道
      action: 团长每晚开团预告，老客户带新客户各得一份小样
      result: 社群访客的转化率明显高于其他渠道
      metric_refs: [conversion, revenue]
      owner: 运营·小夏
    - situation: 4月16日支付中断，群里出现抱怨
      task: 当天安抚客户，次日恢复成交
      action: 两小时内逐群说明，次日补发优惠券
      result: 次日订单恢复到平时水平
      metric_refs: [order_count, nps]
      owner: 客服·小暖

    """

  static let hypotheses: StaticString = """
    # 假设：以为会怎样、看哪个指标、结果怎样、去留。没写去留的还没有定论。
    - hypothesis: 团长开团预告比单纯投放更能带来成交
      metric: conversion
      result: 社群访客的转化率明显高于其他渠道
      decision: keep
      owner: 运营·小夏
    - hypothesis: 满减进度只在商品页显示就够了
      metric: order_count
      result: 加购后没有下单的人太多，结算页也要显示
      decision: drop
      owner: 产品·小林
    - hypothesis: 返场期仍有足够的净销售额
      metric: revenue

    """

  static let runSheet: StaticString = """
    # 分工：爆发首日，计划与实际。
    - step: 早会与话术核对
      planned_start: 2026-04-14 09:00
      planned_end: 2026-04-14 09:30
      actual_start: 2026-04-14 09:00
      actual_end: 2026-04-14 09:35
      owner: 运营·小夏
    - step: 团长开团预告
      planned_start: 2026-04-14 09:30
      planned_end: 2026-04-14 10:00
      actual_start: 2026-04-14 09:40
      actual_end: 2026-04-14 10:05
      owner: 运营·小夏
    - step: 小程序会场上线
      planned_start: 2026-04-14 10:00
      planned_end: 2026-04-14 10:10
      actual_start: 2026-04-14 10:05
      actual_end: 2026-04-14 10:40
      owner: 技术·小北
    - step: 首批订单核对
      planned_start: 2026-04-14 10:10
      planned_end: 2026-04-14 11:00
      actual_start: 2026-04-14 10:40
      actual_end: 2026-04-14 11:20
      owner: 财务·小安
    - step: 晚间复盘
      planned_start: 2026-04-14 21:00
      planned_end: 2026-04-14 21:30
      actual_start: 2026-04-14 21:00
      actual_end: 2026-04-14 21:25
      owner: 产品·小林

    """
}
