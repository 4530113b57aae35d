extension PlanSheets {
  /// The campaign of the spring before, closed: its figures, and what it promised.
  static let lastSpring: StaticString = """
    {
      "as_of" : "2025-05-25",
      "campaign" : "spring-2025",
      "closing" : "closed",
      "currency" : "CNY",
      "generated_at" : "2025-05-26T09:00:00+08:00",
      "language" : "zh-Hans",
      "parameters" : [],
      "period" : {
        "first" : "2025-04-11",
        "last" : "2025-04-25"
      },
      "receipts" : [
        {
          "formula" : {
            "en" : "Paid amount less refunds of orders paid in the period",
            "zh" : "期内已付款订单的实付金额减退款"
          },
          "id" : "revenue",
          "inputs" : [],
          "label" : "净销售额",
          "metric" : "revenue",
          "n" : 604,
          "value" : {
            "money" : "91840.20"
          }
        },
        {
          "formula" : {
            "en" : "Visitors who paid ÷ visitors",
            "zh" : "付款访客 ÷ 访客"
          },
          "id" : "conversion",
          "inputs" : [],
          "label" : "转化率",
          "metric" : "conversion",
          "n" : 1130,
          "value" : {
            "ratio" : 0.21946902654867256
          }
        },
        {
          "formula" : {
            "en" : "Refunds ÷ paid amount",
            "zh" : "退款金额 ÷ 实付金额"
          },
          "id" : "refund_rate",
          "inputs" : [],
          "label" : "退款率",
          "metric" : "refund_rate",
          "n" : 604,
          "value" : {
            "ratio" : 0.0712
          }
        },
        {
          "formula" : {
            "en" : "(9–10 minus 0–6) ÷ answers × 100",
            "zh" : "（9–10 分 − 0–6 分）÷ 作答人数 × 100"
          },
          "id" : "nps",
          "inputs" : [],
          "label" : "净推荐值",
          "metric" : "nps",
          "n" : 412,
          "value" : {
            "number" : 36.4,
            "places" : 1
          }
        }
      ],
      "sections" : [
        {
          "blocks" : [
            {
              "ledger" : {
                "improvements" : [
                  {
                    "category" : "人",
                    "check" : "预算偏差",
                    "check_metric" : "budget_deviation",
                    "due" : "2025-06-15",
                    "evidence" : "written",
                    "improvement" : "加投先报财务，群里说的不算",
                    "owner" : "财务·小安",
                    "problem" : "达人合作费用超出预算",
                    "root_cause" : "加投没有审批界线",
                    "status" : "doing",
                    "whys" : [
                      "临时加投一位达人",
                      "没有人知道预算还剩多少"
                    ]
                  },
                  {
                    "category" : "法",
                    "check" : "退款率",
                    "check_metric" : "refund_rate",
                    "due" : "2025-06-30",
                    "evidence" : "verified",
                    "improvement" : "生鲜当天发货，破损先赔后查",
                    "owner" : "客服·小暖",
                    "problem" : "生鲜破损退款多",
                    "root_cause" : "隔天发货，没有冰袋",
                    "status" : "done",
                    "whys" : [
                      "到货时已经化冻",
                      "下午的订单第二天才发"
                    ]
                  },
                  {
                    "category" : "机",
                    "check" : "转化率",
                    "check_metric" : "conversion",
                    "due" : "2025-07-31",
                    "evidence" : "written",
                    "improvement" : "会场首屏图片压缩到 200 KB 以内",
                    "owner" : "技术·小北",
                    "problem" : "会场打开慢，进来的人没看商品就走",
                    "root_cause" : "首屏图片没有压缩",
                    "status" : "done",
                    "whys" : [
                      "首屏要等五秒"
                    ]
                  }
                ]
              }
            }
          ],
          "kind" : "why",
          "missing" : []
        }
      ],
      "state" : {
        "state" : "final"
      },
      "time_zone" : "Asia/Shanghai",
      "title" : "春日焕新 2025",
      "version" : 1
    }

    """
}
