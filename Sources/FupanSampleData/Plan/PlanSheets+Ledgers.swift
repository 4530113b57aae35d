extension PlanSheets {
  static let duties: StaticString = """
    # 职责：谁执行、谁负责、问谁、告知谁。
    - duty: 小程序会场上线
      department: 技术
      responsible: [技术·小北]
      accountable: 产品·小林
      consulted: [运营·小夏]
      informed: [客服·小暖]
      due: 2026-04-13
      status: 已完成
    - duty: 团长开团预告
      department: 社群运营部
      responsible: [运营·小夏]
      accountable: 运营·小秋
      due: 2026-04-14
      status: 已完成

    """

  static let incidents: StaticString = """
    # 事件：级别、何时发现、何时回应、何时了结。
    - id: S-01
      incident: 群里集中投诉支付失败
      level: A
      opened_at: 2026-04-16 10:05
      first_response_at: 2026-04-16 10:40
      closed_at: 2026-04-16 21:30
      platforms: [微信群]
      owner: 客服·小暖
      outcome: 逐群说明并补发优惠券
    - id: S-02
      incident: 评论区反映酸奶漏液
      level: B
      opened_at: 2026-04-18 11:20
      first_response_at: 2026-04-18 13:05
      closed_at: 2026-04-20 18:00
      platforms: [小红书]
      owner: 客服·小安
      outcome: 更换包装，逐单赔付

    """

  static let questions: StaticString = """
    # 调研：问过什么、何时问的，免得重复打扰。
    - question: 您从哪里知道这次活动？
      survey: 春日焕新满意度
      asked_on: 2026-04-24
      answers: 1000
      owner: 运营·小夏

    """

  static let competitors: StaticString = """
    # 竞品：同期的促销（虚构）。
    - competitor: 邻里优选
      offer: 新人 0.99 元鸡蛋
      list_price: 9.9
      price: 0.99
      source: App 首页
      as_of: 2026-04-12

    """

  static let partners: StaticString = """
    # 合作方：对方给了什么，换来什么（虚构）。
    - partner: 邻里书店
      gave: 场地两天
      in_kind_value: 3000
      cost: 800
      exposure: 1200
      conversions: 45

    """
}
