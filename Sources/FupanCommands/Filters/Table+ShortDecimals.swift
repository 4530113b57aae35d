import FupanData

extension Table {
  /// The same rows, decimals that were read from untyped text with as many digits as they need.
  ///
  /// Text is read with nine digits after the point, factors with six. What is made of it shows the
  /// most that any of its values needs, and two where one would do, so that money reads `1932.50`; whole numbers show
  /// none.
  var withShortDecimals: Table {
    var fields = schema.fields
    var columns = schema.fields.indices.map { index in batches.map { $0.columns[index] } }
    for index in fields.indices {
      guard case .wideDecimal(let scale) = fields[index].type, scale >= 6 else { continue }
      let needed = columns[index].map { Table.digitsNeeded($0) }.max() ?? 0
      let shown = needed == 1 ? 2 : needed
      fields[index].type = .wideDecimal(scale: shown)
      columns[index] = columns[index].map { Table.rescaled($0, to: shown) }
    }
    let schema = Schema(fields)
    return Table(
      schema,
      batches.indices.map { batch in
        Batch(schema, columns.map { $0[batch] }, count: batches[batch].count)
      })
  }

  private static func digitsNeeded(_ column: Column) -> Int {
    guard case .wideDecimal(let values, let scale) = column else { return 0 }
    var needed = 0
    for row in 0..<values.count {
      guard let value = values[row] else { continue }
      while needed < scale,
        DecimalText.rescaled(value, from: scale, to: needed) == nil
      { needed += 1 }
    }
    return needed
  }

  private static func rescaled(_ column: Column, to scale: Int) -> Column {
    guard case .wideDecimal(let values, let from) = column else { return column }
    let rescaled = values.values.map { DecimalText.rescaled($0, from: from, to: scale) ?? 0 }
    return .wideDecimal(FixedColumn(rescaled, validity: values.validity), scale: scale)
  }
}
