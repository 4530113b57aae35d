import FupanData
import FupanMethods
import FupanReports

extension Frequencies: PresentedStage {
  /// The answers as bars, the most frequent first, and a table with shares and intervals.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let isMultiple = result.schema.index(of: "share_of_selections") != nil
    let effective = result.values("n_eff")?.last
    let tail = 1 + [weight, reason].count { $0 != nil }
    let skipped = result.values("skipped")?.last?.whole
    let rows = result.rows.map { row in
      let row = by == nil ? [.missing] + row + [.bool(true)] : row
      return Array(row.dropLast(tail)) + [row.last ?? .missing]
    }
    let totals = rows.filter { $0.last == .bool(true) }
    guard let first = totals.first, first[3].whole > 0 else {
      return [
        .prose(
          context.say(
            sentence: "“\(context.label(of: of))”还没有回答。",
            "'\(context.label(of: of))' has no answers yet."))
      ]
    }
    let minimum = max(context.minimumGroup, 10)
    guard first[3].whole >= minimum else {
      return [
        .prose(
          context.say(
            sentence:
              "“\(context.label(of: of))”只有 \(.integer(first[3].whole)) 份回答，不足 \(.integer(minimum)) 份，不做统计。",
            """
            '\(context.label(of: of))' has only \(.integer(first[3].whole)) answers, fewer than \
            \(.integer(minimum)): nothing is shown.
            """))
      ]
    }
    let grid = Grid(rows, totals, isMultiple: isMultiple, minimum)
    let isHidden = grid.isHidden
    let percent = Int(((first[5].double ?? 0) * 100).rounded())
    let answer = first[1].text ?? ""
    // A lead within the interval of the leading share is not called one.
    let leads = totals.count < 2 || (totals[1][5].double ?? 0) < (first[6].double ?? 0)
    var blocks: [Report.Block] = [
      .chart(
        Report.Chart(
          id: "\(context.dataset)_shares",
          title: isHidden[0]
            ? context.say(
              "“\(context.label(of: of))”的回答", "Answers to '\(context.label(of: of))'")
            : leads
              ? context.say(
                "\(percent)% 的回答者选择“\(answer)”，居首", "'\(answer)' leads, with \(percent)%")
              : context.say(
                "\(percent)% 的回答者选择“\(answer)”，与其后的选项相差不大",
                "\(percent)% chose '\(answer)', hardly more than what follows"),
          subtitle: context.say(
            isMultiple ? "占回答者比例；可多选，合计超过 100%" : "占回答者比例",
            isMultiple
              ? "Share of respondents; several answers each, more than 100 % in all"
              : "Share of respondents"),
          unit: .ratio,
          alt: context.say("各选项占回答者比例的条形图，由高到低。", "Bars of the options' shares, highest first."),
          .bars(
            .init(
              categories: totals.map { $0[1].text ?? "" },
              series: [
                .init(
                  context.say("占回答者", "Respondents"),
                  totals.indices.map { isHidden[$0] ? .suppressed : share(totals[$0]) })
              ])))),
      .table(
        table(
          "\(context.dataset)_answers",
          context.say("“\(context.label(of: of))”的回答", "Answers to '\(context.label(of: of))'"),
          totals, isHidden, isMultiple: isMultiple, minimum, context)),
    ]
    if let skipped {
      blocks.append(
        .prose(
          context.say(
            sentence: "另有 \(.integer(skipped)) 人按题目设置跳过，没有被问到，不计入占比。",
            "\(.integer(skipped)) more were not asked and are in no share.")))
    }
    if let effective { blocks.append(context.weighted(effective)) }
    if by != nil { blocks.append(.table(groups(grid, totals, minimum, isMultiple, context))) }
    return blocks
  }

  /// Answers by group and option, and which of them are withheld in all and in groups: one map, so
  /// that the groups do not tell what the whole withholds.
  private struct Grid {
    let groups: [Value]
    /// The rows of each group by option.
    let rows: [Value: [Value: [Value]]]
    /// Whether an option is withheld in all.
    let isHidden: [Bool]
    /// The same of each group.
    let isHiddenInGroup: [[Bool]]

    init(_ rows: [[Value]], _ totals: [[Value]], isMultiple: Bool, _ minimum: Int) {
      var groups: [Value] = []
      var found: [Value: [Value: [Value]]] = [:]
      for row in rows where row.last == .bool(false) {
        if groups.last != row[0] { groups.append(row[0]) }
        found[row[0], default: [:]][row[1]] = row
      }
      let width = totals.count
      let bases = groups.map { group in found[group]?.values.first.map { $0[3].whole } ?? 0 }
      let cells = groups.flatMap { group in
        totals.map { found[group]?[$0[1]]?[2].whole ?? 0 }
      }
      let (inAll, base) = (cells.count, cells.count + width)
      var lines = totals.indices.map { option in
        CountedSums.Line(groups.indices.map { $0 * width + option }, total: inAll + option)
      }
      // With several answers each, a group's options add up to no number of people.
      lines += groups.indices.map { group in
        CountedSums.Line(
          Array(group * width..<(group + 1) * width), total: isMultiple ? nil : base + 2 + group)
      }
      // Shares of selections tell how many there were.
      lines.append(.init(Array(inAll..<base), total: base))
      lines.append(.init(groups.indices.map { base + 2 + $0 }, total: base + 1))
      lines.removeAll { $0.parts.isEmpty }
      let selected = totals.reduce(0) { $0 + $1[2].whole }
      let counts =
        cells + totals.map { $0[2].whole } + [selected, totals.first?[3].whole ?? 0] + bases
      // Who is withheld as a group, or as an option, is withheld in every cell of it.
      var withheld: [Int] = []
      var verdicts: [Suppression] = []
      repeat {
        verdicts = CountedSums.verdicts(
          counts, lines: lines, minimumGroup: minimum, withheld: withheld)
        withheld = cells.indices.filter {
          verdicts[base + 2 + $0 / width] != .published
            || verdicts[inAll + $0 % width] != .published
        }
      } while withheld.contains { verdicts[$0] == .published }
      isHidden = totals.indices.map { verdicts[inAll + $0] != .published }
      isHiddenInGroup = groups.indices.map { group in
        totals.indices.map { verdicts[group * width + $0] != .published }
      }
      self.groups = groups
      self.rows = found
    }
  }

  private func share(_ row: [Value]) -> Report.Value {
    weight == nil ? .share(row[2].whole, of: row[3].whole) : Report.Value(ratio: row[5])
  }

  private func table(
    _ id: String, _ title: String, _ rows: [[Value]], _ isHidden: [Bool], isMultiple: Bool,
    _ minimum: Int, _ context: PresentationContext
  ) -> Report.Table {
    let base = rows.first.map { ($0[3].whole, $0[4].whole) } ?? (0, 0)
    return Report.Table(
      id: id, title: title,
      columns: [
        .init("option", context.say("选项", "Answer"), .text),
        .init("n", context.say("人数", "People"), .integer),
        .init("share", context.say("占回答者", "Of respondents"), .ratio, bar: true),
        .init("ci_lo", context.say("区间下限", "Low"), .ratio),
        .init("ci_hi", context.say("区间上限", "High"), .ratio),
      ]
        + (isMultiple
          ? [.init("share_of_selections", context.say("占选择次数", "Of selections"), .ratio)] : []),
      rows: rows.enumerated().map { index, row in
        let name = Report.Value.text(row[1].text ?? "")
        if isHidden[index] {
          return Report.Table.Row(
            [name] + Array(repeating: .suppressed, count: isMultiple ? 5 : 4))
        }
        return Report.Table.Row(
          [name, .integer(row[2].whole), share(row)] + row[6...7].map { Report.Value(ratio: $0) }
            + (isMultiple ? [Report.Value(ratio: row[8])] : []))
      }, sortedBy: .init(by: "n"),
      note: context.say(
        sentence: "回答 \(.integer(base.0)) 人，未作答 \(.integer(base.1)) 人。",
        "\(.integer(base.0)) answered, \(.integer(base.1)) did not."),
      people: .init(
        by: of.text, group: "option",
        counts: [.init("n", total: rows.reduce(0) { $0 + $1[2].whole })], minimum: minimum,
        dataset: context.dataset))
  }

  private func groups(
    _ grid: Grid, _ totals: [[Value]], _ minimum: Int, _ isMultiple: Bool,
    _ context: PresentationContext
  ) -> Report.Table {
    let options = totals.map { $0[1].text ?? "" }
    return Report.Table(
      id: "\(context.dataset)_by_group",
      title: context.say("按“\(context.label(of: by))”看", "By '\(context.label(of: by))'"),
      columns: [.init("group", context.label(of: by), .text)]
        + options.enumerated().map { .init("option_\($0.offset + 1)", $0.element, .ratio) },
      rows: grid.groups.enumerated().map { index, group in
        let own = grid.rows[group]
        let base = own?.values.first.map { $0[3].whole } ?? 0
        return Report.Table.Row(
          [.text(context.name(of: group))]
            + totals.indices.map { option -> Report.Value in
              grid.isHiddenInGroup[index][option]
                ? .suppressed : own?[totals[option][1]].map { share($0) } ?? .share(0, of: base)
            })
      },
      people: .init(
        by: by?.text ?? "", group: "group",
        counts: options.indices.map { option in
          .init(
            "option_\(option + 1)", of: .init(of.text, options[option]),
            total: grid.isHidden[option] ? nil : totals[option][2].whole)
        }, addsUp: !isMultiple, minimum: minimum, dataset: context.dataset))
  }
}
