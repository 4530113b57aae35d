import FupanData

/// How a cell of text is read as a value: what `parse` and profiles declare for a column.
package enum ValueFormat: Hashable, Sendable {
  /// Text as it stands, spaces at both ends removed.
  case text
  /// An opaque identifier: wrappers (`="193…"`, a leading `'` or tab, a trailing tab) are taken
  /// off, leading zeros stay, scientific notation is refused as precision lost.
  case identifier
  /// A phone as bare digits: `+86 138 0013 8000` is `13800138000`, numbers of other countries keep
  /// their `+`. A number that starts as a mobile of the mainland and has not eleven digits is refused.
  case phone
  /// A whole number: thousands separators, full-width digits and 万, 亿, 千, w, k, M are understood.
  case integer
  /// An exact number with this many digits after the point; more digits are refused.
  case decimal(scale: Int)
  /// Money with two digits: `¥1,234.50`, `(1,234.50)`, `1,234.50元`, `1.2万`.
  case money(currency: String)
  /// A share: `12.5%` and `0.125` are both 0.125, with six digits. `percentScale` says that bare
  /// numbers are percentages, as a header `点击率(%)` does. Both forms in one column are refused.
  case percent(percentScale: Bool)
  /// A floating-point number.
  case number
  /// True or false: `true`/`false`, `是`/`否`, `1`/`0`, `Y`/`N`.
  case bool
  /// A civil day in one of the formats.
  case date([DateFormat])
  /// An instant in one of the formats; civil times are of this zone.
  case timestamp([DateFormat], zone: String)
  /// A length of time in seconds, with three digits: `528秒`, `1分20秒`, `00:01:20`.
  case duration
  /// A list split at a separator, items trimmed: `价格┋品质`.
  case list(separator: String)
  /// A list whose order is an answer, each item once: `B→A→C`.
  case ranking(separator: String)
}

/// A way of writing a day or an instant.
package enum DateFormat: String, Hashable, Sendable, CaseIterable {
  /// `2025-01-03`, `2025/1/3 8:05`, `2025.1.3`, `2025年1月3日`, `2026年06月25日12时01分35秒`,
  /// `2025-01-03T08:05:00+08:00`, `20250103`: year first, so never ambiguous.
  case yearFirst = "year_first"
  /// `3/1/2025`: day, then month.
  case dayMonthYear = "day_month_year"
  /// `1/3/2025`: month, then day.
  case monthDayYear = "month_day_year"
  /// Seconds since 1970: `1735862700`.
  case unixSeconds = "unix_seconds"
  /// Milliseconds since 1970: `1735862700000`.
  case unixMilliseconds = "unix_milliseconds"
  /// Days since 1899-12-30 as a spreadsheet counts, time as the fraction: `45660.337`. Read only
  /// where it is listed.
  case excelSerial = "excel_serial"
}

extension ValueFormat {
  /// The type a column has after reading.
  package var type: DataType {
    switch self {
    case .text, .identifier, .phone: .text
    case .integer: .integer
    case .decimal(let scale): .decimal(scale: scale)
    case .money: .decimal(scale: 2)
    case .percent: .decimal(scale: 6)
    case .number: .number
    case .bool: .bool
    case .date: .date
    case .timestamp: .timestamp
    case .duration: .decimal(scale: 3)
    case .list, .ranking: .list
    }
  }

  /// Whether a total row holds the sum of such a column: shares and durations it averages.
  package var isAdditive: Bool {
    switch self {
    case .integer, .decimal, .money: true
    default: false
    }
  }

  /// The unit a column has after reading, or nil.
  package var unit: Unit? {
    switch self {
    case .money(let currency): Unit(currency)
    case .percent: .ratio
    case .duration: .seconds
    default: nil
    }
  }
}
