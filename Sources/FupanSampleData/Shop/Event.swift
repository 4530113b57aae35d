/// One thing that a visitor did in the mini-program.
struct Event {
  enum Kind: Int {
    case pageView
    case viewItem
    case addToCart
    case submitOrder
    case payOrder
    case share

    var name: StaticString {
      switch self {
      case .pageView: "page_view"
      case .viewItem: "view_item"
      case .addToCart: "add_to_cart"
      case .submitOrder: "submit_order"
      case .payOrder: "pay_order"
      case .share: "share"
      }
    }

    var page: StaticString {
      switch self {
      case .pageView: "/home"
      case .viewItem: "/item"
      case .addToCart: "/item"
      case .submitOrder: "/order"
      case .payOrder: "/pay"
      case .share: "/item"
      }
    }
  }

  /// Milliseconds of ``ShopCalendar``.
  let time: Int
  let kind: Kind
  let visitor: Visitor
  let channel: Int
  let otherSource: Bool
  let product: Int?
  /// The place of the order in the block.
  let order: Int?
  /// The number of the link that was shared, or through which a page was opened.
  var share: Int?

  /// Who did it: a known person's place in the block, or the number of an unknown device.
  enum Visitor: Equatable {
    case person(Int)
    case device(Int)
  }
}
