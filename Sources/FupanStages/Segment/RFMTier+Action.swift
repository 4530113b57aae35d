import FupanMethods

extension RFMTier11 {
  /// What to do for the tier.
  var action: (english: String, chinese: String) {
    switch self {
    case .champions: ("Early access; ask them to invite and review", "优先体验新品，邀请做裂变与口碑")
    case .cannotLoseThem: ("Call them; learn why they left", "一对一回访，问清离开原因并给专属权益")
    case .atRisk: ("Win back with a timed offer in what they bought", "限时召回券，推荐曾购品类")
    case .loyalCustomers: ("Upgrade membership; cross-sell", "会员升级与搭配推荐，提高客单")
    case .recentCustomers: ("Welcome journey towards a second order", "新客欢迎旅程，促成第二单")
    case .promising: ("Small coupons and best sellers", "小额券与爆款，培养购买习惯")
    case .potentialLoyalist: ("Invite to the community; spend-and-get", "邀请入群入会，满额赠提升金额")
    case .needsAttention: ("Timed offers in what they like", "限时活动唤起，推送偏好商品")
    case .aboutToSleep: ("Light touch with popular items", "低成本触达，推荐热销品")
    case .hibernating: ("Wake up at big sales only", "大促时统一唤醒，控制成本")
    case .lost: ("Spend nothing on them", "不再单独投入")
    }
  }
}

extension RFMTier8 {
  /// What to do for the tier.
  var action: (english: String, chinese: String) {
    switch self {
    case .importantValue: ("Keep close: personal service and early access", "重点维护，专属服务与新品优先")
    case .importantDevelop: ("Make them come more often: second-order offers", "提升频次，推复购券与组合")
    case .importantKeep: ("Reach out before they are gone", "主动联系，防止流失")
    case .importantRetain: ("Win back with a call and a strong offer", "重点召回，一对一回访加大额券")
    case .generalValue: ("Raise the basket: bundles and spend-and-get", "提高客单，满减与搭配推荐")
    case .generalDevelop: ("Welcome journey towards a second order", "新客培养，促成第二单")
    case .generalKeep: ("Timed offers in what they bought", "限时活动唤起，推荐曾购品类")
    case .generalRetain: ("Wake up at big sales only", "大促时统一唤醒，控制成本")
    }
  }
}
