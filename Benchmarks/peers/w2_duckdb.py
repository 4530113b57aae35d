import duckdb
from timing import arguments, measure

orders, out, threads = arguments()

CLEAN = f"""
CREATE TEMP TABLE orders AS
SELECT DISTINCT ON (order_id)
  substr(order_id, 3, length(order_id) - 3) AS order_id, person_id, channel,
  CASE WHEN suffix(paid, '万')
    THEN CAST(CAST(left(paid, -1) AS DECIMAL(12, 6)) * 10000 AS DECIMAL(18, 2))
    ELSE CAST(replace(ltrim(paid, '¥'), ',', '') AS DECIMAL(18, 2)) END AS paid,
  CAST(strptime(paid_at,
    ['%Y-%m-%d %H:%M:%S', '%Y/%m/%d %H:%M', '%Y年%m月%d日 %H时%M分']) AS DATE) AS day
FROM read_csv('{orders}', header = true, auto_detect = false, quote = '"', escape = '"', columns = {{
  order_id: 'VARCHAR', person_id: 'VARCHAR', channel: 'VARCHAR', product: 'VARCHAR',
  quantity: 'VARCHAR', paid: 'VARCHAR', status: 'VARCHAR', paid_at: 'VARCHAR', note: 'VARCHAR'}})
WHERE status IN ('交易成功', '已发货')
"""

RESULT = f"""
COPY (
  WITH persons AS (
    SELECT person_id, DATE '2026-05-01' - max(day) AS r, count(DISTINCT day) AS f,
      CAST(sum(paid) * 100 AS BIGINT) AS m
    FROM orders
    WHERE day BETWEEN DATE '2025-05-01' AND DATE '2026-04-30' AND paid > 0
    GROUP BY person_id
  ), cuts AS (
    SELECT quantile_cont(-r, [0.2, 0.4, 0.6, 0.8]) AS r, quantile_cont(f, [0.2, 0.4, 0.6, 0.8]) AS f,
      quantile_cont(m, [0.2, 0.4, 0.6, 0.8]) AS m
    FROM persons
  ), scores AS (
    SELECT person_id,
      1 + (-p.r > c.r[1])::INT + (-p.r > c.r[2])::INT + (-p.r > c.r[3])::INT + (-p.r > c.r[4])::INT AS r,
      1 + (p.f > c.f[1])::INT + (p.f > c.f[2])::INT + (p.f > c.f[3])::INT + (p.f > c.f[4])::INT AS f,
      1 + (p.m > c.m[1])::INT + (p.m > c.m[2])::INT + (p.m > c.m[3])::INT + (p.m > c.m[4])::INT AS m
    FROM persons AS p, cuts AS c
  ), means AS (
    SELECT avg(r) AS r, avg(f) AS f, avg(m) AS m FROM scores
  ), tiers AS (
    SELECT person_id, CASE WHEN s.m > a.m THEN '重要' ELSE '一般' END
      || CASE WHEN s.r > a.r THEN CASE WHEN s.f > a.f THEN '价值' ELSE '发展' END
        ELSE CASE WHEN s.f > a.f THEN '保持' ELSE '挽留' END END || '客户' AS tier8
    FROM scores AS s, means AS a
  )
  SELECT channel, date_trunc('month', day) AS month, tier8, count(*) AS orders,
    sum(paid) AS revenue, count(DISTINCT person_id) AS buyers
  FROM orders LEFT JOIN tiers USING (person_id)
  GROUP BY channel, month, tier8
) TO '{out}/w2.csv' (HEADER)
"""


def answer():
    database = duckdb.connect(config={"threads": threads})
    database.execute("SET preserve_insertion_order = false")
    database.execute(CLEAN)
    database.execute(RESULT)


measure(answer)
