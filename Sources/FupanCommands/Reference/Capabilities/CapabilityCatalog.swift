/// What the project sets out to compute and show, each row with what serves it.
///
/// A row is served once its figures are computed and shown. To add a server is to add a name to its
/// row; tests hold every name against the catalogues.
package enum CapabilityCatalog {
  /// The rows by chapter, in order of their numbers.
  package static let chapters: [Chapter] = [
    goals,
    collection,
    audience,
    behaviour,
    channels,
    creators,
    risk,
    budget,
    method,
  ]

  /// Rows about one matter.
  package struct Chapter: Sendable {
    package let english: String
    package let chinese: String
    package let rows: [Capability]
  }

  /// All rows, in order of their numbers.
  package static var all: [Capability] { chapters.flatMap { $0.rows } }

  private static let goals = Chapter(
    english: "Goals, KPI system, evaluation frame", chinese: "目标、指标体系与评估",
    rows: [
      Capability(
        1, "System of KPIs", "关键指标体系", .core, .key("targets"), .key("metrics"), .section("goals")),
      Capability(2, "Conversion rate", "转化率", .core, .metric("conversion"), .section("funnel")),
      Capability(3, "Average order value", "客单价", .core, .metric("aov")),
      Capability(4, "Return on investment", "投入产出比", .core, .metric("roi"), .section("money")),
      Capability(5, "Share rate", "分享率", .core, .metric("share_rate"), .metric("shares_per_post")),
      Capability(
        6, "Invites", "邀请量", .core, .stage("spread"), .section("people"), .metric("invites")),
      Capability(
        7, "Viral coefficient", "裂变系数", .core, .stage("spread"), .section("people"),
        .metric("viral_k")),
      Capability(
        8, "Member growth", "成员新增数", .core, .stage("growth"), .section("people"),
        .metric("new_members"), .pipeline("community")),
      Capability(
        9, "Active share and daily active people", "活跃用户占比", .core, .stage("active"),
        .section("people"), .metric("dau_share")),
      Capability(
        10, "Retention", "留存率", .core, .stage("retention"), .section("people"), .stage("survival")),
      Capability(11, "Average time spent on a post", "单帖平均互动时长", .named, .metric("dwell_per_post")),
      Capability(
        12, "Share of user-generated content", "UGC 占比与产出", .named, .metric("ugc_share"),
        .metric("ugc_count")),
      Capability(13, "Paying rate of participants", "参与者付费率", .core, .metric("paying_rate")),
      Capability(14, "Mentions of brand keywords", "品牌关键词提及频次", .named, .stage("keywords")),
      Capability(15, "Share of voice", "社交媒体声量占比", .named, .metric("share_of_voice")),
      Capability(16, "SMART targets", "SMART 目标", .core, .key("targets"), .section("goals")),
      Capability(17, "Targets by phase", "分阶段目标", .core, .key("targets"), .section("goals")),
      Capability(
        18, "Target against actual, relative and in percentage points", "目标达成，相对变化与百分点", .core,
        .key("targets"), .section("goals")),
      Capability(
        19, "Evaluation in three dimensions", "三维度效果评估", .core, .key("targets"), .section("goals")),
      Capability(
        20, "Engagement rate", "社群互动率", .core, .metric("engagement_rate"), .section("content")),
      Capability(21, "Attendance", "参与人数与到场率", .named, .metric("attendance_rate")),
      Capability(22, "Lead capture", "留资率与留资数", .named, .metric("lead_rate")),
      Capability(
        23, "Satisfaction survey", "满意度调研", .core, .metric("satisfaction"), .stage("scores"),
        .section("voice")),
      Capability(
        24, "Comparison with benchmarks", "行业均值与基准对比", .core, .key("benchmarks"), .section("goals")),
      Capability(25, "Lifetime value", "用户生命周期价值", .named, .stage("lifetime_value")),
      Capability(
        26, "Repurchase rate", "复购率", .core, .stage("repurchase"), .section("people"),
        .metric("repurchase_d30")),
      Capability(
        27, "Comparison of periods", "环比、同比与历史对比", .core, .stage("compare_periods"),
        .section("timeline")),
      Capability(
        28, "Data pack 24 hours after the event", "活动后 24 小时数据回收", .core, .stage("expect"),
        .section("appendix"), .command("run")),
      Capability(
        29, "Board of core metrics", "数据看板", .core, .key("metrics"), .section("verdict"),
        .section("appendix")),
    ])

  private static let collection = Chapter(
    english: "Collection, cleaning, identity", chinese: "采集、清洗与身份",
    rows: [
      Capability(
        30, "Tracking plan and its coverage", "埋点方案与覆盖", .named, .stage("coverage"),
        .section("funnel")),
      Capability(
        31, "Page visits and dwell", "页面访问与停留", .core, .stage("sessionise"), .stage("page_visits"),
        .section("funnel")),
      Capability(
        32, "Chain of a transaction", "交易行为链", .core, .stage("funnel"), .stage("aggregate"),
        .stage("share"), .pipeline("behaviour")),
      Capability(
        33, "Social interaction and backflow", "社交互动与回流", .named, .stage("backflow"),
        .section("people")),
      Capability(
        34, "Exception events", "异常事件", .named, .stage("lag"), .stage("aggregate"),
        .stage("share"), .stage("running")),
      Capability(
        35, "Many sources brought together", "多渠道数据整合", .core, .section("appendix"),
        .command("explain")),
      Capability(
        36, "Joining people online and offline", "线上线下打通", .core, .key("people"),
        .section("appendix")),
      Capability(37, "Automatic tags", "自动化标签", .core, .stage("tag"), .stage("segment")),
      Capability(38, "Index series", "搜索指数", .optional),
      Capability(
        39, "No question asked twice", "减少重复调研", .manual, .key("ledgers"), .section("next")),
    ])

  private static let audience = Chapter(
    english: "Audience and segmentation", chinese: "人群与分层",
    rows: [
      Capability(40, "User persona", "用户画像", .core, .stage("persona")),
      Capability(
        41, "Consumption tiers", "收入与消费层级", .named, .stage("tiers"), .section("people"),
        .pipeline("behaviour")),
      Capability(42, "Digital penetration", "数字化渗透率", .named, .stage("frequencies")),
      Capability(
        43, "Category mix and repurchase", "品类结构与复购", .named, .stage("products"), .section("people")
      ),
      Capability(
        44, "Peaks in the day", "时段性高峰", .core, .stage("peaks"), .section("timeline")),
      Capability(
        45, "Referral influence and reward rules", "老带新与奖励规则", .named, .stage("rewards"),
        .section("people")),
      Capability(46, "RFM tiers", "RFM 分层", .core, .stage("rfm"), .section("people")),
      Capability(
        47, "RFM tiers against channel resources", "RFM 与渠道资源匹配", .named, .stage("rfm"),
        .section("people")),
      Capability(48, "Clusters by k-means", "K-means 聚类分群", .named),
      Capability(
        49, "Member tier rules", "会员分层管理", .core, .stage("tiers"), .stage("segment"),
        .stage("migration"), .section("people")),
      Capability(
        50, "Breakdown by sub-community", "细分社群", .core, .stage("aggregate"), .section("people"),
        .pipeline("behaviour")),
      Capability(
        51, "Needs survey and pain points", "需求调研与痛点", .core, .stage("frequencies"),
        .stage("matrix"), .stage("ranking"),
        .stage("crosstab"), .section("voice")),
      Capability(52, "Cohort analysis", "同期群分析", .core, .stage("cohort"), .section("people")),
    ])

  private static let behaviour = Chapter(
    english: "Behaviour", chinese: "行为分析",
    rows: [
      Capability(
        53, "Four-step funnel", "四步漏斗", .core, .stage("funnel"), .stage("compare_funnels"),
        .section("funnel")),
      Capability(54, "Funnel by channel", "渠道漏斗贡献度", .core, .stage("funnel"), .section("channels")),
      Capability(55, "Mining of sequential paths", "路径挖掘", .named),
      Capability(56, "Decision chains", "决策链条", .optional),
      Capability(
        57, "Hot zones and flow", "动线热力", .named, .stage("page_visits"), .stage("lag")),
      Capability(58, "Themes of interviews", "访谈提炼", .manual, .stage("themes")),
      Capability(
        59, "Positive and negative feedback", "正负面反馈", .core, .stage("sentiment"), .section("voice")
      ),
    ])

  private static let channels = Chapter(
    english: "Attribution, channels, experiments", chinese: "归因、渠道与实验",
    rows: [
      Capability(
        60, "UTM parsing and quality of traffic", "流量来源与质量", .core, .key("channels"),
        .section("channels"), .section("appendix"), .stage("visits")),
      Capability(
        61, "Last-touch attribution", "末次触点归因", .core, .stage("attribute"), .section("channels")),
      Capability(
        62, "Markov attribution", "马尔可夫链归因", .core, .stage("attribute"), .section("channels")),
      Capability(63, "Priority of channels by return", "渠道优先投放规则", .core, .section("channels")),
      Capability(
        64, "Window of attribution", "收益归因周期", .core, .stage("attribute"), .section("channels")),
      Capability(65, "Content form by efficiency", "内容形式与转化效率矩阵", .named),
      Capability(66, "Roles of channels and their synergy", "渠道协同效应", .named),
      Capability(
        67, "Cost of acquisition against lifetime value", "获客成本与生命周期价值平衡", .core,
        .stage("lifetime_value"), .stage("unit_costs"), .stage("reallocate"), .section("money")),
      Capability(68, "Warning of a channel's decay", "渠道衰退预警", .named),
      Capability(69, "Touchpoints by time of day", "场景化触点", .named),
      Capability(70, "Tests of many variables, Bayesian", "多变量测试", .named),
      Capability(71, "A/B test", "A/B 测试", .core, .stage("experiment"), .section("experiments")),
      Capability(
        72, "Net promoter score", "净推荐值", .core, .stage("nps"), .metric("nps"), .section("voice")),
      Capability(73, "Uplift by recommendation", "推荐引擎评估", .optional),
      Capability(74, "Data pack for pricing", "动态定价数据包", .optional),
      Capability(
        75, "Comparison with competitors", "竞品对比", .manual, .key("ledgers"), .section("why")),
      Capability(
        76, "Effect before and after", "迭代前后效果", .core, .stage("before_after"),
        .section("experiments")),
      Capability(77, "Effect of coupons and promotions", "促销评估", .named, .stage("experiment")),
    ])

  private static let creators = Chapter(
    english: "Creators", chinese: "达人",
    rows: [
      Capability(78, "Match of a creator's audience", "粉丝画像匹配度", .core, .stage("scorecard")),
      Capability(79, "Quality of content", "内容互动质量", .core, .stage("ratios"), .stage("scorecard")),
      Capability(
        80, "Screen for fake engagement", "剔除刷量", .named, .stage("screen_engagement"),
        .stage("screen_comments"), .section("content")),
      Capability(81, "Expertise", "垂直专业性", .manual, .stage("scorecard")),
      Capability(
        82, "Integrity of cooperation", "商业合作诚信度", .core, .stage("scorecard"),
        .section("content")),
      Capability(
        83, "Composite score of creators", "达人评分", .core, .stage("scorecard"),
        .section("content")),
      Capability(
        84, "Tiers and portfolio of creators", "达人分层与组合", .core, .stage("scorecard"),
        .pipeline("kol")),
      Capability(
        85, "Dashboard of creators", "达人多维度监控", .core, .metric("kol_ctr"),
        .metric("kol_cpe"), .pipeline("kol")),
      Capability(86, "Alerts on creators", "达人预警", .core, .alert("kol_ctr"), .alert("kol_cpe")),
      Capability(
        87, "Ledger of points and ranking", "积分与排行榜", .optional, .stage("leaders"),
        .stage("aggregate"), .section("people")),
    ])

  private static let risk = Chapter(
    english: "Sentiment, alerts, risk", chinese: "舆情、预警与风险",
    rows: [
      Capability(
        88, "Sentiment", "情感分析", .core, .stage("sentiment"), .stage("label_sentiment"),
        .section("voice")),
      Capability(
        89, "Alert on the share of negative voices", "负面占比预警", .core, .stage("sentiment"),
        .metric("negative_share"), .key("alerts")),
      Capability(
        90, "Surge of negative keywords", "负面关键词陡增", .core, .stage("keywords"),
        .section("voice")),
      Capability(
        91, "Spread out of control", "传播失控", .named, .stage("repost_velocity"),
        .alert("outbreak")),
      Capability(92, "Opinion leaders involved", "意见领袖介入", .named, .stage("scorecard")),
      Capability(
        93, "Grading of risks", "风险分级", .named, .key("ledgers"), .section("why"),
        .stage("service_level")),
      Capability(
        94, "Service levels", "响应时限", .named, .stage("service_level"), .section("voice")),
      Capability(
        95, "Alerts by threshold", "自动化预警阈值", .core, .key("alerts"), .preset("thresholds"),
        .section("next")),
      Capability(96, "Root-cause drill", "根因分析", .named),
    ])

  private static let budget = Chapter(
    english: "Budget and cost", chinese: "预算与成本",
    rows: [
      Capability(
        97, "Cost ledger", "成本精细化核算", .core, .metric("cost"), .section("money"), .stage("profit")),
      Capability(98, "Layers of revenue", "收益多维统计", .named),
      Capability(99, "Unit costs", "单位成本", .core, .stage("unit_costs"), .section("money")),
      Capability(100, "Efficiency of materials and gifts", "物料礼品投放效率", .optional),
      Capability(
        101, "Rules of allocation", "预算分配法", .core, .stage("budget_shares"), .section("money")),
      Capability(
        102, "Weekly deviation and reallocation", "偏差与预算重分配", .core, .metric("budget_deviation"),
        .alert("budget_deviation"), .section("money"), .stage("budget_check"), .stage("reallocate")),
      Capability(
        103, "Overrun and review", "超支评审", .core, .alert("budget_overrun"), .section("money"),
        .stage("budget_check")),
      Capability(104, "Quarterly rolling adjustment", "季度滚动调整", .named),
      Capability(105, "Levers of saving", "成本策略", .named, .stage("savings")),
    ])

  private static let method = Chapter(
    english: "Retrospective method and knowledge", chinese: "复盘方法与知识",
    rows: [
      Capability(106, "STAR records", "STAR 记录", .core, .key("ledgers"), .section("why")),
      Capability(
        107, "Causes of problems: fishbone and five whys", "问题归因：鱼骨图与五个为什么", .core, .key("ledgers"),
        .section("why")),
      Capability(
        108, "Problems and improvements", "问题与改进对照表", .core, .key("ledgers"), .key("history"),
        .section("why"), .section("next")),
      Capability(
        109, "Split of what succeeded", "成功因素拆解", .core, .section("timeline"), .section("next")),
      Capability(110, "Loop of hypotheses", "假设与迭代循环", .named, .key("ledgers"), .section("why")),
      Capability(
        111, "Knowledge base", "活动知识库", .named, .key("history"), .command("close"),
        .command("history find"), .section("why")),
      Capability(
        112, "Owners and action items", "职责矩阵与行动项", .manual, .key("ledgers"), .section("next")),
      Capability(
        113, "Run sheet, planned and actual", "分钟级分工与偏差", .named, .key("ledgers"), .section("why")),
      Capability(
        114, "Review of resource integration", "资源整合评估", .optional, .key("ledgers"), .section("why")
      ),
      Capability(
        115, "Cadence of reports", "周报、季报与活动后 24 小时", .core, .command("run"), .pipeline("weekly")),
    ])
}
