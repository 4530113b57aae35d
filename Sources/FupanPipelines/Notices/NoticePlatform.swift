/// Where a notice is going, and how much of it fits there.
package enum NoticePlatform: String, Sendable, CaseIterable {
  case wecom, dingtalk, feishu, mail

  /// How the words of a notice are written.
  package enum Form: String, Sendable, CaseIterable {
    case markdown, text
  }

  /// The form that is usual there; every platform takes text too.
  package var usualForm: Form {
    switch self {
    case .wecom, .dingtalk: .markdown
    case .feishu, .mail: .text
    }
  }

  /// What a platform counts.
  enum Limit {
    /// The UTF-8 bytes of the words.
    case words(Int)
    /// The bytes of everything that is sent.
    case payload(Int)
  }

  /// The most that is taken: what 企业微信, 钉钉 and 飞书 write of their group robots; a mail stays
  /// of a size that no server minds.
  func limit(_ form: Form) -> Limit {
    switch self {
    case .wecom: .words(form == .markdown ? 4096 : 2048)
    case .dingtalk: .payload(20_000)
    case .feishu: .payload(20_000)
    case .mail: .payload(100_000)
    }
  }
}
