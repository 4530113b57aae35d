import duckdb
from timing import arguments, measure

events, out, threads = arguments()

EVENTS = f"""
CREATE TEMP TABLE events AS
SELECT distinct_id AS person, time AS ms, event
FROM read_json('{events}', format = 'newline_delimited', auto_detect = false,
  columns = {{distinct_id: 'VARCHAR', time: 'BIGINT', event: 'VARCHAR'}})
"""

# A day of the report begins at 16:00 UTC.
VISITS = f"""
COPY (
  WITH marked AS (
    SELECT person, ms, CASE WHEN ms - (lag(ms) OVER w) <= 1800000 THEN 0 ELSE 1 END AS is_new
    FROM events WINDOW w AS (PARTITION BY person ORDER BY ms)
  ), numbered AS (
    SELECT person, ms, sum(is_new) OVER w AS visit
    FROM marked WINDOW w AS (PARTITION BY person ORDER BY ms)
  ), visits AS (
    SELECT min(ms) AS began, count(*) AS events FROM numbered GROUP BY person, visit
  )
  SELECT DATE '1970-01-01' + CAST((began + 28800000) // 86400000 AS INT) AS day,
    count(*) AS visits, sum(events) AS events, max(events) AS longest
  FROM visits GROUP BY day
) TO '{out}/w3_visits.csv' (HEADER)
"""

# The latest start counts; each step looks only at the events from its own step on.
FUNNEL = f"""
COPY (
  WITH viewed AS (
    SELECT person, ms, event, max(CASE WHEN event = 'view_item' THEN ms END) OVER w AS start
    FROM events WHERE event IN ('view_item', 'add_to_cart', 'submit_order', 'pay_order')
    WINDOW w AS (PARTITION BY person ORDER BY ms)
  ), carted AS (
    SELECT person, ms, event,
      max(CASE WHEN event = 'add_to_cart' AND ms - start <= 259200000 THEN start END) OVER w AS start
    FROM viewed WHERE event <> 'view_item' WINDOW w AS (PARTITION BY person ORDER BY ms)
  ), ordered AS (
    SELECT person, ms, event,
      max(CASE WHEN event = 'submit_order' AND ms - start <= 259200000 THEN start END) OVER w AS start
    FROM carted WHERE event <> 'add_to_cart' WINDOW w AS (PARTITION BY person ORDER BY ms)
  ), reached AS (
    SELECT 1 AS step, 'view' AS name, count(DISTINCT person) AS users
    FROM viewed WHERE event = 'view_item'
    UNION ALL
    SELECT 2, 'cart', count(DISTINCT person)
    FROM carted WHERE start IS NOT NULL
    UNION ALL
    SELECT 3, 'order', count(DISTINCT person)
    FROM ordered WHERE start IS NOT NULL
    UNION ALL
    SELECT 4, 'pay', count(DISTINCT person)
    FROM ordered WHERE event = 'pay_order' AND ms - start <= 259200000
  )
  SELECT step, name, users, users / lag(users) OVER (ORDER BY step) AS step_rate FROM reached
) TO '{out}/w3_funnel.csv' (HEADER)
"""

RETENTION = f"""
COPY (
  WITH days AS (
    SELECT DISTINCT person, CAST((ms + 28800000) // 86400000 AS INT) AS day FROM events
  ), joined AS (
    SELECT person, min(day) AS cohort, list(day) AS days FROM days GROUP BY person
  ), last AS (
    SELECT CAST(DATE '2026-05-02' - DATE '1970-01-01' AS INT) AS day
  )
  SELECT age, count(*) AS eligible,
    count(*) FILTER (list_contains(days, cohort + age)) AS retained, retained / eligible AS rate
  FROM joined, last, (VALUES (1), (7), (30)) AS ages (age)
  WHERE cohort + age <= last.day
  GROUP BY age
) TO '{out}/w3_retention.csv' (HEADER)
"""


def answer():
    database = duckdb.connect(config={"threads": threads})
    database.execute("SET preserve_insertion_order = false")
    for statement in (EVENTS, VISITS, FUNNEL, RETENTION):
        database.execute(statement)


measure(answer)
