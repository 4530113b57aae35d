import os
from datetime import date

from timing import arguments, measure

events, out, threads = arguments()
os.environ["POLARS_MAX_THREADS"] = str(threads)
import polars as pl  # noqa: E402

MINUTE, DAY = 60_000, 86_400_000
STEPS = {"view": "view_item", "cart": "add_to_cart", "order": "submit_order", "pay": "pay_order"}


def answer():
    schema = {"distinct_id": pl.String, "time": pl.Int64, "event": pl.String}
    # People as numbers sort faster than as text; the order among them does not matter.
    frame = (
        pl.scan_ndjson(events, schema=schema)
        .select(
            person=pl.col("distinct_id").cast(pl.Categorical).to_physical(),
            at=pl.col("time"),
            event="event",
        )
        .collect(engine="streaming")
        .sort("person", "at")
    )
    # A day of the report begins at 16:00 UTC.
    day = (pl.col("at") + 8 * 60 * MINUTE) // DAY
    is_new = (pl.col("person") != pl.col("person").shift()) | (pl.col("at").diff() > 30 * MINUTE)
    (
        frame.lazy()
        .group_by(visit=is_new.fill_null(True).cum_sum())
        .agg(day=day.first(), events=pl.len())
        .group_by("day")
        .agg(visits=pl.len(), events=pl.col("events").sum(), longest=pl.col("events").max())
        .with_columns(day=pl.col("day").cast(pl.Int32).cast(pl.Date))
        .collect()
        .write_csv(f"{out}/w3_visits.csv")
    )

    # The latest start counts; each step looks only at the events from its own step on.
    names = list(STEPS)
    rest = frame.filter(pl.col("event").is_in(list(STEPS.values()))).with_columns(start="at")
    users = []
    for name in names:
        reached = (pl.col("event") == STEPS[name]) & (pl.col("at") - pl.col("start") <= 3 * DAY)
        users.append(rest.filter(reached)["person"].n_unique())
        rest = rest.with_columns(
            start=pl.when(reached).then("start").forward_fill().over("person")
        ).filter(pl.col("event") != STEPS[name])
    result = pl.DataFrame({"step": range(1, len(names) + 1), "name": names, "users": users})
    result.with_columns(step_rate=pl.col("users") / pl.col("users").shift()).write_csv(
        f"{out}/w3_funnel.csv"
    )

    days = frame.lazy().select("person", day=day.cast(pl.Int32)).unique()
    last = (date(2026, 5, 2) - date(1970, 1, 1)).days
    people = days.group_by("person").agg(cohort=pl.col("day").min(), days="day")
    ages = pl.LazyFrame({"age": [1, 7, 30]}, schema={"age": pl.Int32})
    seen = pl.col("cohort") + pl.col("age")
    (
        people.join(ages, how="cross")
        .filter(seen <= last)
        .group_by("age")
        .agg(eligible=pl.len(), retained=pl.col("days").list.contains(seen).sum())
        .with_columns(rate=pl.col("retained") / pl.col("eligible"))
        .collect()
        .write_csv(f"{out}/w3_retention.csv")
    )


measure(answer)
