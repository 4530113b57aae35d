-- "days.read" is computed natively:
-- "order_id" VARCHAR, "person_id" VARCHAR, "region" VARCHAR, "paid_amount" DECIMAL(18, 2), "paid_at" TIMESTAMP, "tags" VARCHAR[]

CREATE TEMP TABLE "days" AS
WITH "derive_1" AS (
  SELECT
    CAST(timezone('Asia/Shanghai', timezone('UTC', "paid_at")) AS DATE) AS "day",
    strftime(timezone('Asia/Shanghai', timezone('UTC', "paid_at")), '%G-W%V') AS "week",
    CAST(hour(timezone('Asia/Shanghai', timezone('UTC', "paid_at"))) AS BIGINT) AS "hour",
    CAST(isodow(timezone('Asia/Shanghai', timezone('UTC', "paid_at"))) AS BIGINT) AS "weekday",
    CAST(date_trunc('month', timezone('Asia/Shanghai', timezone('UTC', "paid_at"))) AS DATE) AS "month",
    CAST(CAST(timezone('Asia/Shanghai', timezone('UTC', "paid_at")) AS DATE) + to_months(CAST(CAST(1 AS BIGINT) AS INTEGER)) AS DATE) AS "due",
    CAST((((CAST(DATE '2026-04-24' AS DATE) - DATE '1970-01-01') + 719463) // 7) - (((CAST(CAST(timezone('Asia/Shanghai', timezone('UTC', "paid_at")) AS DATE) AS DATE) - DATE '1970-01-01') + 719463) // 7) AS BIGINT) AS "age",
    CASE WHEN "region" IS NULL THEN NULL WHEN regexp_full_match("region", '^[0-9]{4}\/[0-9]{2}\/[0-9]{2}\z') THEN CAST((substr("region", 1, 4) || '-' || substr("region", 6, 2) || '-' || substr("region", 9, 2)) AS DATE) ELSE error('not a date') END AS "written",
    CASE WHEN timezone('Asia/Shanghai', timezone('UTC', timezone('UTC', timezone('Asia/Shanghai', CAST(DATE '2026-04-10' AS TIMESTAMP))) - INTERVAL 1 HOUR)) = CAST(DATE '2026-04-10' AS TIMESTAMP) THEN timezone('UTC', timezone('Asia/Shanghai', CAST(DATE '2026-04-10' AS TIMESTAMP))) - INTERVAL 1 HOUR ELSE timezone('UTC', timezone('Asia/Shanghai', CAST(DATE '2026-04-10' AS TIMESTAMP))) END AS "start"
  FROM "days.read"
)
SELECT * FROM "derive_1";

SELECT * FROM "days";
