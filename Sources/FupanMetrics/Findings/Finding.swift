/// Something worth saying: what a rule over figures found, how much of the whole it concerns and
/// how sure it is.
///
///     let leading = Finding.leading(findings, count: 3)
package struct Finding: Sendable {
  /// What was found.
  package let subject: Subject
  /// The part of the money or of the people that is affected, 0 to 1.
  package let share: Double
  /// 1 for a full count; 1 − q where chance had to be ruled out.
  package let certainty: Double

  /// What a finding is about, so that sections can show theirs.
  package enum Subject: Sendable {
    case unusualDay(UnusualDay)
    case winningGroup(WinningGroup)
    case funnelLoss(FunnelLoss)
    case overBudget(BudgetOverrun)
    case lapsedCustomers(LapsedCustomers)
    case recommendationGap(RecommendationGap)
    case experimentEffect(ExperimentEffect)
    case levelShift(LevelShift)
    case creatorVeto(CreatorVeto)
    case strongSpread(StrongSpread)
    case leavingGroup(LeavingGroup)
    case surgingKeyword(SurgingKeyword)
    case settlementGap(SettlementGap)
    case missedService(MissedService)
    case assistingChannel(AssistingChannel)
    case target(JudgedTarget)
    case alert(AlertOutcome)
  }

  package init(_ subject: Subject, share: Double, certainty: Double = 1) {
    self.subject = subject
    self.share = share.isFinite ? min(max(share, 0), 1) : 0
    self.certainty = min(max(certainty, 0), 1)
  }

  /// What findings are ranked by.
  package var weight: Double { share * certainty }

  /// Which rule found it.
  package var rule: String {
    switch subject {
    case .unusualDay: "unusual_day"
    case .winningGroup: "winning_group"
    case .funnelLoss: "funnel_loss"
    case .overBudget: "over_budget"
    case .lapsedCustomers: "lapsed_customers"
    case .recommendationGap: "recommendation_gap"
    case .experimentEffect: "experiment_effect"
    case .levelShift: "level_shift"
    case .creatorVeto: "creator_veto"
    case .strongSpread: "strong_spread"
    case .leavingGroup: "leaving_group"
    case .surgingKeyword: "surging_keyword"
    case .settlementGap: "settlement_gap"
    case .missedService: "missed_service"
    case .assistingChannel: "assisting_channel"
    case .target: "target"
    case .alert: "alert"
    }
  }

  /// Positions of the findings that matter most, heaviest first and at most one of a rule, so that
  /// one story is not told three times. Equal ones keep their order.
  package static func leading(_ findings: [Finding], count: Int) -> [Int] {
    var rules: Set<String> = []
    let ranked = findings.indices.sorted { left, right in
      let (a, b) = (findings[left].weight, findings[right].weight)
      return a != b ? a > b : left < right
    }
    return Array(
      ranked.filter { findings[$0].weight > 0 && rules.insert(findings[$0].rule).inserted }
        .prefix(count))
  }
}
