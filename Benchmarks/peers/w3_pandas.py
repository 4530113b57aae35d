import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.json
from timing import arguments, measure

events, out, threads = arguments()
pa.set_cpu_count(threads)
pa.set_io_thread_count(threads)
MINUTE, DAY = 60_000, 86_400_000
STEPS = {"view": "view_item", "cart": "add_to_cart", "order": "submit_order", "pay": "pay_order"}


def answer():
    # pyarrow's reader of JSON lines: that of pandas makes an object of each line.
    table = pa.json.read_json(
        events,
        read_options=pa.json.ReadOptions(use_threads=threads > 1, block_size=8 << 20),
        parse_options=pa.json.ParseOptions(
            explicit_schema=pa.schema({"distinct_id": pa.string(), "time": pa.int64(), "event": pa.string()}),
            unexpected_field_behavior="ignore",
        ),
    )
    for place, name in [(0, "distinct_id"), (2, "event")]:
        table = table.set_column(place, name, table[name].combine_chunks().dictionary_encode())
    frame = table.to_pandas()
    frame["person"] = frame.distinct_id.cat.codes
    frame = frame[["person", "time", "event"]].sort_values(["person", "time"], ignore_index=True)
    # A day of the report begins at 16:00 UTC.
    frame["day"] = (frame.time + 8 * 60 * MINUTE) // DAY
    is_new = frame.person.ne(frame.person.shift()) | frame.time.diff().gt(30 * MINUTE)
    visits = frame.groupby(is_new.cumsum()).agg(day=("day", "first"), events=("day", "size"))
    result = visits.groupby("day").events.agg(visits="size", events="sum", longest="max")
    result.index = pd.to_datetime(result.index, unit="D").strftime("%Y-%m-%d")
    result.to_csv(f"{out}/w3_visits.csv", index_label="day")

    # The latest start counts; each step looks only at the events from its own step on.
    rest = frame[frame.event.isin(STEPS.values())][["person", "time", "event"]]
    rest = rest.assign(start=rest.time)
    users = []
    for event in STEPS.values():
        reached = rest.event.eq(event) & rest.time.sub(rest.start).le(3 * DAY)
        users.append(rest.person[reached].nunique())
        rest["start"] = rest.start.where(reached).groupby(rest.person).ffill()
        rest = rest[rest.event != event].copy()
    funnel = pd.DataFrame({"step": range(1, 5), "name": STEPS.keys(), "users": users})
    funnel["step_rate"] = funnel.users / funnel.users.shift()
    funnel.to_csv(f"{out}/w3_funnel.csv", index=False)

    days = frame[["person", "day"]].drop_duplicates()
    cohort = days.groupby("person").day.transform("min")
    age = days.day - cohort
    starts = cohort[age == 0]
    last = (pd.Timestamp(2026, 5, 2) - pd.Timestamp(1970, 1, 1)).days
    ages = np.array([1, 7, 30])
    eligible = np.array([(starts + a <= last).sum() for a in ages])
    retained = np.array([((age == a) & (days.day <= last)).sum() for a in ages])
    pd.DataFrame(
        {"age": ages, "eligible": eligible, "retained": retained, "rate": retained / eligible}
    ).to_csv(f"{out}/w3_retention.csv", index=False)


measure(answer)
