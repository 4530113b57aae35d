import duckdb
from timing import arguments, measure, role

orders, out, threads = arguments()

NAMES = (
    "order_id user_id channel city product category quantity unit_price amount status paid_at note"
).split()
TYPES = {"quantity": "BIGINT", "unit_price": "DECIMAL(18, 2)", "amount": "DECIMAL(18, 2)"}
KEEP = "SELECT * FROM {0} WHERE status = 'done' AND amount >= 50"
DERIVE = """
SELECT *, substr(paid_at, 1, 7) AS month,
  CAST(unit_price * quantity - amount AS DECIMAL(18, 2)) AS saved FROM {0}
"""
AGGREGATE = """
SELECT channel, month, count(*) AS orders, sum(amount) AS revenue, sum(saved) AS saved
FROM {0} GROUP BY channel, month
"""


def rows(path, names, types):
    columns = {name: types.get(name, "VARCHAR") for name in names}
    return (
        f"read_csv('{path}', header = true, auto_detect = false, quote = '\"', escape = '\"', "
        f"columns = {columns})"
    )


def answer():
    database = duckdb.connect(config={"threads": threads})
    database.execute("SET preserve_insertion_order = false")
    work = role()
    whole = f"({DERIVE.format('(' + KEEP.format(rows(orders, NAMES, TYPES)) + ')')})"
    query, target = {
        "all": (AGGREGATE.format(whole), f"{out}/w5.csv"),
        "keep": (KEEP.format(rows(orders, NAMES, {"amount": TYPES["amount"]})), "/dev/stdout"),
        "derive": (DERIVE.format(rows("/dev/stdin", NAMES, TYPES)), "/dev/stdout"),
        "aggregate": (
            AGGREGATE.format(
                rows(
                    "/dev/stdin",
                    NAMES + ["month", "saved"],
                    {name: TYPES["amount"] for name in ("amount", "saved")},
                )
            ),
            f"{out}/w5.csv",
        ),
    }[work]
    database.execute(f"COPY ({query}) TO '{target}' (FORMAT csv, HEADER)")


measure(answer)
