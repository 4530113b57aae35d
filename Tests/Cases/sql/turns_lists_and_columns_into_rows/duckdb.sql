-- "answers.read" is computed natively:
-- "order_id" VARCHAR, "person_id" VARCHAR, "region" VARCHAR, "paid_amount" DECIMAL(18, 2), "paid_at" TIMESTAMP, "tags" VARCHAR[]

-- "answers.read2" is computed natively:
-- "order_id" VARCHAR, "person_id" VARCHAR, "region" VARCHAR, "paid_amount" DECIMAL(18, 2), "paid_at" TIMESTAMP, "tags" VARCHAR[]

CREATE TEMP TABLE "answers" AS
WITH "unnest_1" AS (
  SELECT "order_id", "person_id", "region", "paid_amount", "paid_at", unnest(CASE WHEN len("tags") > 0 THEN "tags" ELSE [CAST(NULL AS VARCHAR)] END) AS "tag"
  FROM "answers.read"
), "unpivot_2" AS (
  SELECT "order_id", "person_id", "paid_amount", "paid_at", 'region' AS "question", "region" AS "answer" FROM "unnest_1"
  UNION ALL
  SELECT "order_id", "person_id", "paid_amount", "paid_at", 'tag' AS "question", "tag" AS "answer" FROM "unnest_1"
), "unnest_3" AS (
  SELECT "order_id", "person_id", "region", "paid_amount", "paid_at", unnest(CASE WHEN len("tags") > 0 THEN "tags" ELSE [CAST(NULL AS VARCHAR)] END) AS "tag"
  FROM "answers.read2"
), "unpivot_4" AS (
  SELECT "order_id", "person_id", "paid_amount", "paid_at", 'region' AS "question", "region" AS "answer" FROM "unnest_3"
  UNION ALL
  SELECT "order_id", "person_id", "paid_amount", "paid_at", 'tag' AS "question", "tag" AS "answer" FROM "unnest_3"
), "union_5" AS (
  SELECT "order_id", "person_id", "paid_amount", "paid_at", "question", "answer" FROM "unpivot_2"
  UNION ALL
  SELECT "order_id", "person_id", "paid_amount", "paid_at", "question", "answer" FROM "unpivot_4"
), "union_6" AS (
  SELECT * FROM "union_5"
  ORDER BY "answer" ASC NULLS LAST, "order_id" ASC NULLS LAST
  LIMIT 10
)
SELECT * FROM "union_6" ORDER BY "answer" ASC NULLS LAST, "order_id" ASC NULLS LAST;

SELECT * FROM "answers" ORDER BY "answer" ASC NULLS LAST, "order_id" ASC NULLS LAST;
