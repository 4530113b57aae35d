import FupanConfig
import FupanStages

/// An example of a dataset: rows in, rows out.
///
///     tests:
///       - refunds_are_taken_off:
///           of: orders
///           given:
///             youzan: [{platform: 有赞, order_id: E1, paid_at: 2026-04-10 10:00, paid_amount: 12, refund_amount: 2}]
///           expect: [{order_id: E1, net_paid: 10}]
package struct TestSettings: Parameterised {
  @Parameter("The dataset that is tested.") package var of: DatasetName
  @Parameter(
    "Rows in, by dataset: of the tested one what its reader gives, of another all that it is; no file is read."
  )
  package var given: OrderedMap<[OrderedMap<Node>]> = OrderedMap()
  @Parameter(
    "Rows out, in any order unless the dataset is sorted; only columns named are compared.")
  package var expect: [OrderedMap<Node>]
  @Parameter("How many rows are refused on the way.", .atLeast(0)) package var rejects: Int = 0

  package init() {}
}
