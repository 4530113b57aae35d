import numpy as np
import pandas as pd
from timing import arguments, measure

orders, out, threads = arguments()
NAMES = ["order_id", "person_id", "channel", "product", "quantity", "paid", "status", "paid_at", "note"]
FORMS = ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y年%m月%d日 %H时%M分")


def score(values):
    cuts = np.quantile(values, [0.2, 0.4, 0.6, 0.8])
    return 1 + sum((values > cut).astype("int8") for cut in cuts)


def answer():
    frame = pd.read_csv(
        orders, names=NAMES, header=0, dtype=str,
        usecols=["order_id", "person_id", "channel", "paid", "status", "paid_at"],
    )
    frame = frame[frame.status.isin(["交易成功", "已发货"])]
    frame["order_id"] = frame.order_id.str.strip('="')
    frame = frame.drop_duplicates("order_id")
    # Whole cents are exact in doubles of this size, and stay so as integers.
    large = frame.paid.str.endswith("万")
    plain = pd.to_numeric(frame.paid.str.translate(str.maketrans("", "", "¥,万")))
    frame["cents"] = (plain * np.where(large, 1_000_000, 100)).round().astype("int64")
    day = frame.paid_at.str[4]
    frame["day"] = pd.NaT
    days = [
        pd.to_datetime(frame.paid_at[day == mark], format=form)
        for mark, form in zip("-/年", FORMS)
    ]
    frame["day"] = pd.concat(days).dt.normalize()

    first, last = pd.Timestamp(2025, 5, 1), pd.Timestamp(2026, 4, 30)
    counted = frame[frame.day.between(first, last) & (frame.cents > 0)]
    persons = counted.groupby("person_id", sort=False).agg(
        r=("day", "max"), f=("day", "nunique"), m=("cents", "sum")
    )
    persons["r"] = (persons.r - first).dt.days
    high = {name: score(persons[name]) for name in "rfm"}
    high = {name: scores > scores.mean() for name, scores in high.items()}
    persons["tier8"] = (
        np.where(high["m"], "重要", "一般").astype(object)
        + np.select(
            [high["r"] & high["f"], high["r"], high["f"]], ["价值", "发展", "保持"], "挽留"
        ).astype(object)
        + "客户"
    )
    frame = frame.merge(persons[["tier8"]], left_on="person_id", right_index=True, how="left")
    frame["month"] = frame.day.dt.to_period("M").dt.to_timestamp()
    result = (
        frame.groupby(["channel", "month", "tier8"])
        .agg(orders=("cents", "size"), revenue=("cents", "sum"), buyers=("person_id", "nunique"))
        .reset_index()
    )
    result["revenue"] = [f"{c // 100}.{c % 100:02d}" for c in result.revenue]
    result.to_csv(f"{out}/w2.csv", index=False)


measure(answer)
