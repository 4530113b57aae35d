/// Where orders go.
struct Place {
  let region: [UInt8]
  let city: [UInt8]
  let district: [UInt8]
  /// How many of a hundred customers live there.
  let share: Int
  /// The place of ``region`` in ``regions``.
  let number: Int

  private init(_ region: String, _ city: String, _ district: String, _ share: Int, _ number: Int) {
    self.region = Array(region.utf8)
    self.city = Array(city.utf8)
    self.district = Array(district.utf8)
    self.share = share
    self.number = number
  }

  static let regions = ["广东省", "浙江省", "江苏省", "上海市", "四川省", "湖北省", "福建省", "北京市"]

  static let all: [Place] = [
    Place("广东省", "深圳市", "南山区", 16, 0), Place("广东省", "广州市", "天河区", 12, 0),
    Place("广东省", "佛山市", "禅城区", 6, 0), Place("浙江省", "杭州市", "西湖区", 12, 1),
    Place("浙江省", "宁波市", "鄞州区", 5, 1), Place("江苏省", "苏州市", "姑苏区", 9, 2),
    Place("江苏省", "南京市", "玄武区", 6, 2), Place("上海市", "上海市", "徐汇区", 11, 3),
    Place("四川省", "成都市", "武侯区", 9, 4), Place("湖北省", "武汉市", "武昌区", 6, 5),
    Place("福建省", "厦门市", "思明区", 4, 6), Place("北京市", "北京市", "海淀区", 4, 7),
  ]
  static let shares = all.map(\.share)
}
