import duckdb
from timing import arguments, measure

orders, out, threads = arguments()


def answer():
    database = duckdb.connect(config={"threads": threads})
    database.execute("SET preserve_insertion_order = false")
    database.execute(
        f"""
        COPY (
          SELECT channel, city, count(*) AS orders, sum(amount) AS revenue, avg(amount) AS mean,
            count(DISTINCT user_id) AS buyers
          FROM read_csv('{orders}', header = true, auto_detect = false, quote = '"', escape = '"',
            columns = {{
              order_id: 'VARCHAR', user_id: 'VARCHAR', channel: 'VARCHAR', city: 'VARCHAR',
              product: 'VARCHAR', category: 'VARCHAR', quantity: 'BIGINT',
              unit_price: 'DECIMAL(18, 2)', amount: 'DECIMAL(18, 2)', status: 'VARCHAR',
              paid_at: 'TIMESTAMP', note: 'VARCHAR'}})
          WHERE status = 'done' AND amount >= 50
          GROUP BY channel, city
        ) TO '{out}/w1.csv' (HEADER)
        """
    )


measure(answer)
