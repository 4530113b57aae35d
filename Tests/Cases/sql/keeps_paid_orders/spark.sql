-- `orders.read` is computed natively:
-- `order_id` STRING, `person_id` STRING, `region` STRING, `paid_amount` DECIMAL(18, 2), `paid_at` TIMESTAMP, `tags` ARRAY<STRING>

CREATE OR REPLACE TEMPORARY VIEW `orders` AS
WITH `keep_1` AS (
  SELECT * FROM `orders.read`
  WHERE ((`paid_at` IS NOT NULL) AND (regexp_replace(`region`, '^[\\t\\n\\x0b\\f\\r \\x{a0}\\x{200b}\\x{3000}]+|[\\t\\n\\x0b\\f\\r \\x{a0}\\x{200b}\\x{3000}]+\\z', '') <> '测试\'店'))
), `derive_2` AS (
  SELECT
    `order_id`,
    `person_id`,
    `region`,
    `paid_amount`,
    `paid_at`,
    `tags`,
    CAST(round(CAST((`paid_amount` * CAST(0.006 AS DECIMAL(18, 3))) AS DECIMAL(38, 5)), 2) AS DECIMAL(38, 2)) AS `fee`,
    CASE WHEN (`paid_amount` >= CAST(100.00 AS DECIMAL(18, 2))) THEN '大' ELSE translate(`region`, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') END AS `size`,
    (CAST(`paid_amount` AS DOUBLE) / NULLIF(CAST(CASE WHEN `tags` IS NOT NULL THEN CAST(size(`tags`) AS BIGINT) END AS DOUBLE), 0)) AS `per_tag`
  FROM `keep_1`
)
SELECT * FROM `derive_2`;

CACHE TABLE `orders`;

SELECT * FROM `orders`;
