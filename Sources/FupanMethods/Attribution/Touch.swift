/// One contact with a channel on the way to an order.
package struct Touch: Equatable, Sendable {
  /// The channel's index in the channel order.
  package let channel: Int
  /// When, in microseconds since 1970 UTC.
  package let time: Int64
  /// Whether the visit came without a source.
  package let isDirect: Bool

  package init(channel: Int, time: Int64, isDirect: Bool = false) {
    self.channel = channel
    self.time = time
    self.isDirect = isDirect
  }
}
