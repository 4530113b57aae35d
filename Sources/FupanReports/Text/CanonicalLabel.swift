import FupanDiagnostics

/// What readers call the tables and columns whose names are canonical.
///
///     CanonicalLabel.column("channel", in: .simplifiedChinese)    // 渠道
package enum CanonicalLabel {
  /// The label of a column, or nil for a name that is the pipeline's own.
  package static func column(_ name: String, in language: Language) -> String? {
    label(of: name, in: columns, language)
  }

  /// The label of a dataset, or nil for a name that is the pipeline's own.
  package static func dataset(_ name: String, in language: Language) -> String? {
    label(of: name, in: datasets, language)
  }

  private typealias Entry = (name: String, zh: String, en: String)

  private static func label(
    of name: String, in entries: [Entry], _ language: Language
  ) -> String? {
    entries.first { $0.name == name }.map { language == .english ? $0.en : $0.zh }
  }

  private static let datasets: [Entry] = [
    ("active", "活跃", "Activity"),
    ("ads", "投放", "Ads"),
    ("answers", "回答", "Answers"),
    ("budget", "预算", "Budget"),
    ("buyers", "购买者", "Buyers"),
    ("campaign", "活动期", "Campaign"),
    ("checkins", "现场签到", "Check-ins"),
    ("comments", "评论", "Comments"),
    ("costs", "费用台账", "Cost ledger"),
    ("events", "行为事件", "Events"),
    ("group_members", "群成员", "Group members"),
    ("growth", "成员增减", "Growth"),
    ("incidents", "舆情事件", "Incidents"),
    ("kols", "达人", "Creators"),
    ("leaders", "团长榜", "Leaders"),
    ("ledgers", "复盘台账", "Ledgers"),
    ("members", "社群成员", "Members"),
    ("messages", "群消息", "Messages"),
    ("order_items", "订单明细", "Order lines"),
    ("orders", "订单", "Orders"),
    ("participants", "参与者", "Participants"),
    ("posts", "内容", "Posts"),
    ("prices", "价格与库存", "Prices and stock"),
    ("repurchase", "复购", "Repurchase"),
    ("retention", "留存", "Retention"),
    ("spend", "费用", "Spend"),
    ("spread", "裂变", "Spread"),
    ("survey", "问卷", "Survey"),
    ("survival", "成员留存", "Survival"),
    ("targets", "目标", "Targets"),
  ]

  private static let columns: [Entry] = [
    ("account", "账号", "Account"),
    ("actual", "实际", "Actual"),
    ("add_way", "添加方式", "How added"),
    ("age", "年龄", "Age"),
    ("amount", "金额", "Amount"),
    ("buyers", "购买人数", "Buyers"),
    ("campaign", "活动", "Campaign"),
    ("category", "类目", "Category"),
    ("channel", "渠道", "Channel"),
    ("clicks", "点击数", "Clicks"),
    ("close_reason", "关闭原因", "Why closed"),
    ("comments", "评论", "Comments"),
    ("completion", "完播率", "Completion rate"),
    ("conversions", "转化数", "Conversions"),
    ("cost_type", "显隐性", "Explicit or implicit"),
    ("count", "数量", "Count"),
    ("coupon_id", "优惠券", "Coupon"),
    ("created_at", "下单日", "Ordered on"),
    ("ctr", "点击率", "Click rate"),
    ("date", "日期", "Date"),
    ("deviation", "偏差", "Deviation"),
    ("device", "设备", "Device"),
    ("discount", "优惠金额", "Discount"),
    ("distributor", "团长", "Leader"),
    ("event", "事件", "Event"),
    ("fans", "粉丝数", "Followers"),
    ("follows", "新增关注", "New followers"),
    ("form", "形式", "Form"),
    ("freight", "运费", "Freight"),
    ("gone", "离开人数", "Left"),
    ("goods_amount", "商品金额", "Goods"),
    ("group_id", "群", "Group"),
    ("hours", "工时", "Hours"),
    ("impressions", "曝光", "Impressions"),
    ("invited_by", "邀请人", "Invited by"),
    ("item", "项目", "Item"),
    ("join_way", "入群方式", "How joined"),
    ("joined_at", "加入日", "Joined on"),
    ("left_at", "离开日", "Left on"),
    ("likes", "点赞", "Likes"),
    ("messages", "消息数", "Messages"),
    ("model", "归因模型", "Model"),
    ("name", "名称", "Name"),
    ("net_paid", "净销售额", "Net paid"),
    ("orders", "订单数", "Orders"),
    ("owner", "负责人", "Owner"),
    ("page", "页面", "Page"),
    ("paid_amount", "实付金额", "Paid amount"),
    ("paid_at", "付款日", "Paid on"),
    ("pay_method", "支付方式", "Payment"),
    ("people", "人数", "People"),
    ("phase", "阶段", "Phase"),
    ("plan", "计划", "Plan"),
    ("planned", "预算", "Planned"),
    ("platform", "平台", "Platform"),
    ("price", "单价", "Price"),
    ("published_at", "发布日", "Published"),
    ("qty", "件数", "Units"),
    ("quadrant", "象限", "Quadrant"),
    ("recommend", "推荐意愿", "Would recommend"),
    ("refund_amount", "退款金额", "Refunds"),
    ("region", "地区", "Region"),
    ("revenue", "净销售额", "Net revenue"),
    ("sales", "成交金额", "Sales"),
    ("satisfaction", "满意度", "Satisfaction"),
    ("saves", "收藏", "Saves"),
    ("shares", "分享", "Shares"),
    ("sku", "商品", "Product"),
    ("source", "来源", "Source"),
    ("speakers", "发言人数", "Speakers"),
    ("status", "状态", "Status"),
    ("stock", "库存", "Stock"),
    ("store_id", "门店", "Store"),
    ("tags", "标签", "Tags"),
    ("tier", "层级", "Tier"),
    ("tier11", "分层", "Tier"),
    ("tier8", "分层", "Tier"),
    ("title", "标题", "Title"),
    ("utm_campaign", "推广活动", "UTM campaign"),
    ("utm_content", "推广内容", "UTM content"),
    ("utm_medium", "推广方式", "UTM medium"),
    ("utm_source", "推广来源", "UTM source"),
    ("views", "观看量", "Views"),
    ("zone", "区域", "Zone"),
  ]
}
