import sys

import pandas as pd
import pyarrow as pa
import pyarrow.csv
from timing import arguments, measure, role

orders, out, threads = arguments()
pa.set_cpu_count(threads)
pa.set_io_thread_count(threads)

NAMES = (
    "order_id user_id channel city product category quantity unit_price amount status paid_at note"
).split()


def blocks(source, names, whole=()):
    """Blocks of rows; text stays text but for money and whole numbers."""
    money = [name for name in ("amount", "unit_price", "saved") if name in names]
    types = dict.fromkeys(names, pa.string()) | dict.fromkeys(money, pa.decimal128(18, 2))
    reader = pa.csv.open_csv(
        source,
        read_options=pa.csv.ReadOptions(use_threads=threads > 1, block_size=8 << 20),
        convert_options=pa.csv.ConvertOptions(
            include_columns=names, column_types=types | dict.fromkeys(whole, pa.int64())
        ),
    )
    for batch in reader:
        table = pa.Table.from_batches([batch])
        # Whole numbers of cents are exact, and fast.
        for name in money:
            cents = pa.compute.multiply(table[name], pa.scalar(100)).cast(pa.int64())
            table = table.set_column(table.column_names.index(name), name, cents)
        yield table.to_pandas()


def keep(frame):
    return frame[(frame.status == "done") & (frame.amount >= 5000)]


def derive(frame):
    saved = frame.unit_price * frame.quantity - frame.amount
    return frame.assign(month=frame.paid_at.str[:7], saved=saved)


def aggregate(frames):
    by = ["channel", "month"]
    parts = [
        frame.groupby(by)
        .agg(orders=("amount", "size"), revenue=("amount", "sum"), saved=("saved", "sum"))
        .reset_index()
        for frame in frames
    ]
    result = pd.concat(parts).groupby(by).sum().reset_index()
    write([result], f"{out}/w5.csv", ["revenue", "saved"])


def write(frames, target, money):
    for number, frame in enumerate(frames):
        frame = frame.copy()
        for name in money:
            cents = frame[name].astype(str).str.zfill(3)
            frame[name] = cents.str[:-2] + "." + cents.str[-2:]
        frame.to_csv(target, index=False, header=number == 0)


def answer():
    work, stdin = role(), sys.stdin.buffer
    if work == "all":
        needed = ["channel", "quantity", "unit_price", "amount", "status", "paid_at"]
        aggregate(derive(keep(frame)) for frame in blocks(orders, needed, ["quantity"]))
    elif work == "keep":
        write((keep(frame) for frame in blocks(orders, NAMES)), sys.stdout, ["amount", "unit_price"])
    elif work == "derive":
        frames = (derive(frame) for frame in blocks(stdin, NAMES, ["quantity"]))
        write(frames, sys.stdout, ["amount", "unit_price", "saved"])
    else:
        aggregate(blocks(stdin, ["channel", "amount", "month", "saved"]))


measure(answer)
