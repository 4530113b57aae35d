import FupanDiagnostics

extension Message {
  /// What can be wrong with analyses of people and of what they do.
  package static let behaviour: [Message] = [
    funnelsDiffer, hoursWanted, noTimeOfDay, notAFunnel, rangeUncovered, rfmCutsWanted,
    ruleUnreachable, rulesOverlap, threeScoresWanted, tiersOfAnotherType,
  ]
}
