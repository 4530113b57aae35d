-- "orders.read" is computed natively:
-- "order_id" VARCHAR, "person_id" VARCHAR, "region" VARCHAR, "paid_amount" DECIMAL(18, 2), "paid_at" TIMESTAMP, "tags" VARCHAR[]

CREATE TEMP TABLE "orders" AS
SELECT * FROM "orders.read";

CREATE TEMP TABLE "tiers.scores.reduction" AS
WITH "aggregate_1" AS (
  SELECT
    "person_id",
    CAST(sum(CAST("paid_amount" AS DECIMAL(38, 2))) AS DECIMAL(38, 2)) AS "paid"
  FROM "orders"
  GROUP BY "person_id"
)
SELECT * FROM "aggregate_1";

-- "tiers.scores" is computed natively:
-- "person_id" VARCHAR, "paid" DECIMAL(38, 2)

CREATE TEMP TABLE "tiers" AS
WITH "top_1" AS (
  SELECT * FROM "tiers.scores"
  ORDER BY "paid" DESC NULLS LAST, "person_id" ASC NULLS LAST
  LIMIT 20
)
SELECT * FROM "top_1" ORDER BY "paid" DESC NULLS LAST, "person_id" ASC NULLS LAST;

CREATE TEMP TABLE "size" AS
WITH "aggregate_1" AS (
  SELECT count(*) AS "rows"
  FROM "orders"
)
SELECT * FROM "aggregate_1";

SELECT * FROM "tiers" ORDER BY "paid" DESC NULLS LAST, "person_id" ASC NULLS LAST;

SELECT * FROM "size";
