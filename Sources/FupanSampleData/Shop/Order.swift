/// One order of either platform; money in cents, times in seconds of ``ShopCalendar``.
struct Order {
  enum Platform: Int {
    case youzan = 0
    case taobao = 1
  }

  enum Status {
    case completed
    case shipped
    case waiting
    case closed
  }

  let platform: Platform
  /// The number among all orders of the sample, from 0.
  let serial: Int
  /// The place of the person in the block.
  let person: Int
  let created: Int
  /// Nil where nobody paid.
  let paid: Int?
  let status: Status
  let goods: Int
  let freight: Int
  let shopDiscount: Int
  let paymentDiscount: Int
  let refund: Int
  let products: [Int]
  /// How many of each of ``products``.
  let quantities: [Int]
  let pieces: Int
  let distributor: Int?
  /// Whether a spreadsheet has rewritten the times of this row, to the minute.
  let resaved: Bool
  /// Any number, for the words that mean nothing.
  let salt: Int

  var payable: Int { goods + freight - shopDiscount }
  var paidAmount: Int { paid == nil ? 0 : payable - paymentDiscount }

  /// Writes the platform's number of the order.
  func number(to writer: inout ByteWriter, in calendar: ShopCalendar) {
    switch platform {
    case .youzan:
      writer.text("E")
      let civil = calendar.civil(created / 86_400)
      writer.padded(civil.year, 4)
      writer.padded(civil.month, 2)
      writer.padded(civil.day, 2)
      writer.padded(created / 3_600 % 24, 2)
      writer.padded(created / 60 % 60, 2)
      writer.padded(serial, 9)
    case .taobao:
      writer.integer(1_930_000_000_000_000 + serial * 104_729 + salt % 104_729)
    }
  }
}
