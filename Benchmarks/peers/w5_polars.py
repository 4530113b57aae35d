import os
import sys

from timing import arguments, measure, role

orders, out, threads = arguments()
os.environ["POLARS_MAX_THREADS"] = str(threads)
import polars as pl  # noqa: E402

NAMES = (
    "order_id user_id channel city product category quantity unit_price amount status paid_at note"
).split()
money = pl.Decimal(18, 2)
TYPES = {"quantity": pl.Int64, "unit_price": money, "amount": money}


def rows(source, names, types):
    return pl.scan_csv(source, schema={name: types.get(name, pl.String) for name in names})


def keep(frame):
    return frame.filter((pl.col("status") == "done") & (pl.col("amount") >= 50))


def derive(frame):
    saved = pl.col("unit_price") * pl.col("quantity") - pl.col("amount")
    return frame.with_columns(month=pl.col("paid_at").str.slice(0, 7), saved=saved.cast(money))


def aggregate(frame):
    return frame.group_by("channel", "month").agg(
        orders=pl.len(), revenue=pl.col("amount").sum(), saved=pl.col("saved").sum()
    )


def answer():
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    work = role()
    if work == "all":
        result, target = aggregate(derive(keep(rows(orders, NAMES, TYPES)))), f"{out}/w5.csv"
    elif work == "keep":
        result, target = keep(rows(orders, NAMES, {"amount": money})), stdout
    elif work == "derive":
        result, target = derive(rows(stdin, NAMES, TYPES)), stdout
    else:
        types = {"amount": money, "saved": money}
        result, target = aggregate(rows(stdin, NAMES + ["month", "saved"], types)), f"{out}/w5.csv"
    result.sink_csv(target)
    stdout.close()


measure(answer)
