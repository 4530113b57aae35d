import os

from timing import arguments, measure

orders, out, threads = arguments()
os.environ["POLARS_MAX_THREADS"] = str(threads)
import polars as pl  # noqa: E402

money = pl.Decimal(18, 2)
schema = {
    "order_id": pl.String,
    "user_id": pl.String,
    "channel": pl.String,
    "city": pl.String,
    "product": pl.String,
    "category": pl.String,
    "quantity": pl.Int64,
    "unit_price": money,
    "amount": money,
    "status": pl.String,
    "paid_at": pl.String,
    "note": pl.String,
}


def answer():
    amount = pl.col("amount")
    (
        pl.scan_csv(orders, schema=schema)
        .filter((pl.col("status") == "done") & (amount >= 50))
        .group_by("channel", "city")
        .agg(
            orders=pl.len(),
            revenue=amount.sum(),
            mean=amount.sum().cast(pl.Float64) / pl.len(),
            buyers=pl.col("user_id").n_unique(),
        )
        .collect(engine="streaming")
        .write_csv(f"{out}/w1.csv")
    )


measure(answer)
