extension Report {
  /// One thing in a section.
  package enum Block: Hashable, Sendable {
    /// A paragraph.
    case prose(Sentence)
    /// A smaller heading that groups the blocks after it.
    case heading(String)
    case cards([Card])
    case table(Table)
    case chart(Chart)
    case findings([Finding])
    case ledger(Ledger)
    case callout(Callout)
  }
}

extension Report.Block: Codable {
  private enum Key: String, CodingKey {
    case prose, heading, cards, table, chart, findings, ledger, callout
  }

  package init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: Key.self)
    guard let key = box.allKeys.first, box.allKeys.count == 1 else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "a block has exactly one kind"))
    }
    switch key {
    case .prose: self = .prose(try box.decode(Report.Sentence.self, forKey: key))
    case .heading: self = .heading(try box.decode(String.self, forKey: key))
    case .cards: self = .cards(try box.decode([Report.Card].self, forKey: key))
    case .table: self = .table(try box.decode(Report.Table.self, forKey: key))
    case .chart: self = .chart(try box.decode(Report.Chart.self, forKey: key))
    case .findings: self = .findings(try box.decode([Report.Finding].self, forKey: key))
    case .ledger: self = .ledger(try box.decode(Report.Ledger.self, forKey: key))
    case .callout: self = .callout(try box.decode(Report.Callout.self, forKey: key))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: Key.self)
    switch self {
    case .prose(let sentence): try box.encode(sentence, forKey: .prose)
    case .heading(let text): try box.encode(text, forKey: .heading)
    case .cards(let cards): try box.encode(cards, forKey: .cards)
    case .table(let table): try box.encode(table, forKey: .table)
    case .chart(let chart): try box.encode(chart, forKey: .chart)
    case .findings(let findings): try box.encode(findings, forKey: .findings)
    case .ledger(let ledger): try box.encode(ledger, forKey: .ledger)
    case .callout(let callout): try box.encode(callout, forKey: .callout)
    }
  }
}
