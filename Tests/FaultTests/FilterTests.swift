import Foundation
import Testing

/// Stages between pipes.
@Suite(.serialized) struct FilterTests {
  @Test func sumsOfUntypedTextReadWell() async throws {
    let outcome = try await Workshop().run(
      #"$fupan aggregate --by region --into "revenue = sum(paid_amount)" < orders.csv"#)
    #expect(outcome.output == "region,revenue\n华东,13.75\n华北,7.00\n")
    #expect(outcome.errors.isEmpty)
  }

  @Test func chainsGiveWhatPipesGive() async throws {
    let workshop = try Workshop()
    let chained = try await workshop.run(
      #"$fupan keep "paid_amount > 1.5" then top --of paid_amount --rows 1 < orders.csv"#)
    let piped = try await workshop.run(
      #"$fupan keep "paid_amount > 1.5" < orders.csv | $fupan top --of paid_amount --rows 1"#)
    #expect(chained.output == "order_id,region,paid_amount,paid_at\n1,华东,12.50,2026-04-01\n")
    #expect(piped.output == chained.output)
  }

  @Test func textThatIsNoNumberIsToldWithItsPlaceAndTheWayOut() async throws {
    let workshop = try Workshop()
    try workshop.write("id,amount\n1,12.50\n2,secret\n3,x\n", to: "bad.csv")
    let outcome = try await workshop.run(#"$fupan keep "amount > 3" < bad.csv"#)
    #expect(outcome.status == 65)
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.errors.contains("-:3:1: error[text_not_readable]: 'amount' is used as a number"))
    #expect(outcome.errors.contains("--types") && outcome.errors.contains("parse"))
    #expect(!outcome.errors.contains("secret"))
  }

  @Test func aTypeThatTheTextIsNotIsToldWithItsColumnAndTheTypes() async throws {
    let workshop = try Workshop()
    try workshop.write("id,amount\n1,12\n2,secret\n", to: "bad.csv")
    let outcome = try await workshop.run(
      "$fupan select amount --types amount=integer < bad.csv")
    #expect(outcome.status == 65)
    #expect(
      outcome.errors.contains("-:3:1: error[type_not_held]: --types says that 'amount' is integer"))
    #expect(outcome.errors.contains("decimal(2)"))
    #expect(!outcome.errors.contains("secret"))
    let unknown = try await workshop.run("$fupan select amount --types amount=money < bad.csv")
    #expect(unknown.status == 64 && unknown.errors.contains("integer, decimal(2)"))
  }

  @Test func declaredTypesKeepTheirDigits() async throws {
    let outcome = try await Workshop().run(
      "$fupan select order_id paid_amount --types 'paid_amount=decimal(3)' < orders.csv")
    #expect(outcome.output == "order_id,paid_amount\n1,12.500\n2,7.000\n3,1.250\n")
  }

  @Test(arguments: [
    ("year(paid_at)", "2026"), ("date_diff('day', paid_at, date '2026-04-11')", "10"),
    ("paid_amount * 2", "25.00"), ("paid_amount * order_id", "12.50"),
    ("coalesce(paid_amount, 0)", "12.50"), ("greatest(paid_amount, 100)", "100"),
    ("case when paid_at = date '2026-04-01' then paid_amount else 0 end", "12.50"),
  ])
  func textIsReadAsWhatAFunctionTakes(_ expression: String, _ value: String) async throws {
    let outcome = try await Workshop().run(
      #"$fupan derive "x = \#(expression)" then select x < orders.csv | sed -n 2p"#)
    #expect(outcome.output == "\(value)\n", "\(outcome.errors)")
  }

  @Test func ratiosOfUntypedTextAreComputed() async throws {
    let workshop = try Workshop()
    try workshop.write("kol,likes,views\na,3,10\nb,4.5,20\n", to: "posts.csv")
    let words = "ratios --of like_rate=likes --per views"
    let outcome = try await workshop.run("$fupan \(words) then select n like_rate < posts.csv")
    #expect(outcome.output == "n,like_rate\n2,0.25\n", "\(outcome.errors)")
    try workshop.write("kol,likes,views\na,3,10\nb,many,20\n", to: "bad.csv")
    let refused = try await workshop.run("$fupan \(words) < bad.csv")
    #expect(refused.status == 65)
    #expect(refused.errors.contains("-:3:"), "\(refused.errors)")
  }

  @Test func aValueWithoutAHeaderIsToldAsThat() async throws {
    let workshop = try Workshop()
    try workshop.write("1,张三,\n2,李四,x\n", to: "bare.csv")
    let outcome = try await workshop.run("$fupan head bare.csv")
    #expect(outcome.status == 65)
    #expect(
      outcome.errors.contains(
        "2:1: error[value_without_header]: column 3 has a value, but the header names only 2 columns"
      ))
    #expect(outcome.errors.contains("1 row could not be used, 0 are allowed"))
  }

  @Test func deviationsOfUntypedTextAreComputed() async throws {
    let outcome = try await Workshop().run(
      #"$fupan aggregate --into "x = stddev(paid_amount)" < orders.csv"#)
    // Of 12.50, 7 and 1.25, by hand: √((206.8125 - 20.75² / 3) / 2).
    #expect(outcome.output.hasPrefix("x\n5.62546"), "\(outcome.errors)")
  }

  @Test(arguments: [
    #"aggregate --into "x = max(paid_amount)""#, #"keep "paid_amount > order_id""#,
    #"keep "paid_amount between '1' and '2'""#, #"derive "x = least(paid_amount, order_id)""#,
  ])
  func numbersAreNeverOrderedAsText(_ words: String) async throws {
    let outcome = try await Workshop().run("$fupan \(words) < orders.csv")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("-:2:1: error[number_in_text_order]"))
    #expect(outcome.errors.contains("--types COLUMN=decimal(2)"))
    #expect(outcome.output.isEmpty)
  }

  @Test func whatIsDeclaredIsOrderedAsDeclared() async throws {
    let workshop = try Workshop()
    let largest = #"rename p=paid_amount then aggregate --into "x = max(p)" < orders.csv"#
    let number = try await workshop.run("$fupan \(largest) --types 'paid_amount=decimal(2)'")
    #expect(number.output == "x\n12.50\n", "\(number.errors)")
    let text = try await workshop.run("$fupan \(largest) --types paid_amount=text")
    #expect(text.output == "x\n7.00\n", "\(text.errors)")
    let day = try await workshop.run(#"$fupan aggregate --into "x = max(paid_at)" < orders.csv"#)
    #expect(day.output == "x\n2026-04-03\n")
  }

  @Test(arguments: [
    ("csv", "region,n\n华东,2\n"), ("tsv", "region\tn\n华东\t2\n"),
    ("ndjson", "{\"region\":\"华东\",\"n\":2}\n"),
    ("json", "[\n{\"region\":\"华东\",\"n\":2}\n]\n"),
    ("markdown", "| region | n |\n| --- | ---: |\n| 华东 | 2 |\n"),
    ("pretty", "region  n\n------  -\n华东    2\n"),
  ])
  func rowsAreWrittenAsAsked(_ format: String, _ text: String) async throws {
    let outcome = try await Workshop().run(
      #"$fupan keep "region = '华东'" then aggregate --by region --into "n = count(*)" "#
        + "--format \(format) < orders.csv")
    #expect(outcome.output == text, "\(outcome.errors)")
  }

  @Test func headReadsNoMoreThanItsRowsNeed() async throws {
    let workshop = try Workshop()
    let outcome = try await workshop.run(
      "(cat orders.csv; seq 400000 | sed 's/$/,华东,1.00,2026-04-01/') > long.csv; "
        + "echo '\"broken' >> long.csv; $fupan head long.csv --rows 2")
    #expect(
      outcome.output == "order_id,region,paid_amount,paid_at\n"
        + "1,华东,12.50,2026-04-01\n2,华北,7.00,2026-04-02\n", "\(outcome.errors)")
    #expect(outcome.errors.isEmpty)
  }

  @Test func headShowsFilesOfAnyEncodingAsTheyStandThere() async throws {
    let workshop = try Workshop()
    let outcome = try await workshop.run(
      #"printf '订单,金额\n="001",¥1\n' | iconv -f utf-8 -t gb18030 > g.csv; $fupan head g.csv"#)
    #expect(outcome.output == "订单,金额\n001,¥1\n", "\(outcome.errors)")
  }

  @Test func describeTellsOfAFilesColumns() async throws {
    let outcome = try await Workshop().run(
      #"$fupan describe orders.csv --columns region,paid_amount --top 1 "#
        + "then select column rows distinct min max top")
    #expect(
      outcome.output == """
        column,rows,distinct,min,max,top
        region,3,2,华东,华北,华东 (2)
        paid_amount,3,3,1.25,12.50,

        """, "\(outcome.errors)")
  }

  @Test func whatSniffPrintsIsAPipeline() async throws {
    let workshop = try Workshop()
    let outcome = try await workshop.run(
      """
      printf '2026年费用\n\n日期;渠道;金额\n2026-04-01;社群;¥1,200.00\n2026-04-02;;3万\n' \
        | iconv -f utf-8 -t gb18030 > 费用.csv
      (echo 'version: 1'; echo 'datasets:'; $fupan sniff 费用.csv | sed 's/^/  /') > frozen.yaml
      cat frozen.yaml
      $fupan run frozen.yaml --only 费用
      """)
    #expect(outcome.output.contains("#   encoding   gb18030\n"), "\(outcome.errors)")
    #expect(outcome.output.contains("#   header     line 3, 3 columns\n"))
    #expect(outcome.output.contains("    - read_csv: {files: 费用.csv, encoding: gb18030, "))
    #expect(outcome.output.hasSuffix("日期,渠道,金额\n2026-04-01,社群,1200.00\n2026-04-02,,30000.00\n"))
  }

  @Test func quotesEscapesAndRowsOfJSONAreFrozenToo() async throws {
    let workshop = try Workshop()
    let outcome = try await workshop.run(
      #"""
      printf '%s\n' 'id;note' "1;'it\\'s; fine'" "2;'a; b'" > notes.csv
      printf '{"code":0,"data":{"list":[{"id":"E1","buyer":{"city":"深圳"}}]}}' > answer.json
      for file in notes.csv answer.json; do
        (echo 'version: 1'; echo 'datasets:'; $fupan sniff $file | sed 's/^/  /') > frozen.yaml
        grep -e 'quotes ' -e 'format ' -e read_ frozen.yaml
        $fupan run frozen.yaml --only ${file%.*}
      done
      """#)
    #expect(
      outcome.output == #"""
          #   quotes     ', escaped by \
            - read_csv: {files: notes.csv, encoding: utf-8, delimiter: ";", quote: "'", escape: '\'}
        id,note
        1,it's; fine
        2,a; b
          #   format    JSON, an array of objects at data.list
            - read_json: {files: answer.json, rows: data.list, columns: {id: id, city: buyer.city}}
        id,city
        E1,深圳

        """#, "\(outcome.output)\(outcome.errors)")
  }

  @Test func sniffNamesTheProfileAndHowSureItIs() async throws {
    let exports = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "SampleData/exports")
    let outcome = try await Workshop().run(
      "cp '\(exports.path)'/笔记列表明细表.csv a.csv; $fupan sniff a.csv;"
        + " $fupan sniff '\(exports.path)'/events-*.gz --language zh-Hans | grep '^#   文件格式'")
    #expect(
      outcome.output.contains("xiaohongshu_notes (likely: the header fits; 12 of 12 columns)"))
    #expect(outcome.output.contains("#   header     line 2, 13 columns\n"))
    #expect(
      outcome.output.contains("posts:\n  - read_csv: {files: a.csv, profile: xiaohongshu_notes}"))
    #expect(outcome.output.contains("miniprogram_events（确定：表头与文件名都相符；12 列中有 12 列）"))
  }

  @Test func aRefusedRowGivesNoResult() async throws {
    let outcome = try await Workshop().run("$fupan parse 'region = integer' < orders.csv")
    #expect(outcome.status == 65)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("error[too_many_rejects]: 3 rows could not be used"))
    #expect(outcome.errors.contains("-:2:"))
  }

  @Test func anotherFileCanBeJoined() async throws {
    let workshop = try Workshop()
    try workshop.write("region,manager\n华东,周然\n", to: "regions.csv")
    let outcome = try await workshop.run(
      "$fupan join --with regions.csv --on region then select order_id manager < orders.csv")
    #expect(outcome.output == "order_id,manager\n1,周然\n2,\n3,周然\n", "\(outcome.errors)")
  }

  @Test func exportsAreRecognisedByNameAndHeader() async throws {
    let exports = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "SampleData/exports")
    let outcome = try await Workshop().run(
      "$fupan convert '\(exports.path)'/ExportOrderList*.csv | $fupan select platform paid_amount"
        + " then top --of paid_amount --rows 1")
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("platform,paid_amount\n淘宝,"))
    #expect(outcome.errors.contains("is read by the profile taobao_orders"))
  }

  @Test func runsAreTheSameToTheByte() async throws {
    let workshop = try Workshop()
    let outcome = try await workshop.run(
      """
      $fupan run p.yaml --out a --threads 1 --as-of 2026-04-10 --quiet
      TZ=America/St_Johns LANG=tr_TR $fupan run p.yaml --out b --threads 2 --as-of 2026-04-10 --quiet
      diff -r a/latest/ b/latest/ --exclude run.json --brief; echo $?
      """)
    #expect(outcome.output == "0\n", "\(outcome.errors)")
  }

  @Test func aDryRunWritesNothing() async throws {
    let workshop = try Workshop()
    let outcome = try await workshop.run("$fupan run p.yaml --dry-run")
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("3 rows read, 0 rejected"))
    #expect(!workshop.exists("out"))
  }

  @Test func aFigureIsExplainedInItsScope() async throws {
    let workshop = try Workshop()
    let report = StreamFaultTests.report.replacing(
      #""inputs":[]}"#,
      with: #""inputs":[]},{"id":"revenue@1","metric":"revenue","label":"Revenue","#
        + #""value":{"money":"7.00"},"filter":"channel = '社群'","formula":{"zh":"a","en":"a"},"#
        + #""inputs":[{"name":"orders.csv","sha256":"ab","rows":3}]}"#)
    try workshop.write(report, to: "report.json")
    let whole = try await workshop.run("$fupan explain report.json revenue")
    #expect(whole.output.contains("¥12.50") && whole.output.contains("¥7.00"))
    let scoped = try await workshop.run(
      #"$fupan explain report.json revenue --where "channel='社群'""#)
    #expect(scoped.output.contains("¥7.00") && !scoped.output.contains("¥12.50"))
    #expect(scoped.output.contains("orders.csv  3 rows  sha256 ab"))
    let none = try await workshop.run(#"$fupan explain report.json revenue --where "channel='x'""#)
    #expect(none.status == 64)
    #expect(none.errors.contains("channel = '社群'"))
  }
}
