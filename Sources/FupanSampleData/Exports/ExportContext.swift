/// What every export needs to write a row.
struct ExportContext {
  let calendar = ShopCalendar()
  let keys: PersonKeys
  let products = Product.all
  let places = Place.all
  let channels = Channel.all
}

extension ByteWriter {
  /// The byte order mark with which spreadsheets recognise UTF-8.
  mutating func byteOrderMark() {
    text([0xEF, 0xBB, 0xBF])
  }

  /// A phone with its middle hidden, `199****1234`.
  mutating func maskedPhone(_ phone: Int) {
    integer(phone / 100_000_000)
    text("****")
    padded(phone, 4)
  }

  /// The names of the ordered products with a mark between, as one field.
  mutating func products(of order: Order, joinedBy mark: StaticString, in context: ExportContext) {
    var names = ByteWriter()
    for (place, product) in order.products.enumerated() {
      if place > 0 { names.text(mark) }
      names.text(context.products[product].name)
    }
    field(names.bytes)
  }
}
