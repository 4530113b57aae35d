-- `by_region.read` is computed natively:
-- `order_id` STRING, `person_id` STRING, `region` STRING, `paid_amount` DECIMAL(18, 2), `paid_at` TIMESTAMP, `tags` ARRAY<STRING>

CREATE OR REPLACE TEMPORARY VIEW `by_region` AS
WITH `aggregate_1` AS (
  SELECT
    `order_id`,
    `person_id`,
    `region`,
    `paid_amount`,
    `paid_at`,
    `tags`,
    CAST((`paid_amount` * `paid_amount`) AS DECIMAL(38, 4)) AS `_argument0`
  FROM `by_region.read`
), `aggregate_2` AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY `region` ORDER BY `paid_amount` ASC NULLS LAST) AS `_row1`,
    count(`paid_amount`) OVER (PARTITION BY `region`) AS `_count2`,
    rank() OVER (PARTITION BY `region` ORDER BY `order_id` IS NULL, `paid_at` DESC NULLS FIRST) AS `_rank3`
  FROM `aggregate_1`
), `aggregate_3` AS (
  SELECT
    `region`,
    CAST(sum(CAST(`paid_amount` AS DECIMAL(38, 2))) AS DECIMAL(38, 2)) AS `_aggregate0`,
    count(DISTINCT `person_id`) AS `_aggregate1`,
    count(`paid_amount`) AS `_aggregate2`,
    CAST(sum(CAST(`_argument0` AS DECIMAL(38, 4))) AS DECIMAL(38, 4)) AS `_aggregate3`,
    max(CASE WHEN `_row1` - 1 = (((`_count2` - 1) * 9) div 10) THEN `paid_amount` END) AS `_aggregate4`,
    max(CASE WHEN `_row1` - 1 = (((`_count2` - 1) * 9) div 10) + CASE WHEN ((`_count2` - 1) * 9) % 10 > 0 THEN 1 ELSE 0 END THEN `paid_amount` END) AS `_aggregate5`,
    max(CASE WHEN `_rank3` = 1 THEN `order_id` END) AS `_aggregate6`
  FROM `aggregate_2`
  GROUP BY `region`
  HAVING CASE WHEN count(DISTINCT CASE WHEN `_rank3` = 1 THEN `order_id` END) > 1 THEN raise_error('tie in the order of _aggregate6') ELSE TRUE END
), `aggregate_4` AS (
  SELECT
    `region`,
    `_aggregate0` AS `revenue`,
    `_aggregate1` AS `buyers`,
    (CAST(`_aggregate0` AS DOUBLE) / NULLIF(CAST(`_aggregate2` AS DOUBLE), 0)) AS `average`,
    CASE WHEN `_aggregate2` > 1 THEN sqrt(greatest(coalesce(CAST(try_subtract(try_multiply(CAST(`_aggregate2` AS DECIMAL(38, 0)), try_multiply(CAST(`_aggregate3` * 10000 AS DECIMAL(38, 0)), CAST(1 AS DECIMAL(38, 0)))), try_multiply(CAST(`_aggregate0` * 100 AS DECIMAL(38, 0)), CAST(`_aggregate0` * 100 AS DECIMAL(38, 0)))) AS DOUBLE) / 100e0 / 100e0, (`_aggregate2` * CAST(`_aggregate3` AS DOUBLE) - CAST(`_aggregate0` AS DOUBLE) * CAST(`_aggregate0` AS DOUBLE))), 0) / (CAST(`_aggregate2` AS DOUBLE) * (`_aggregate2` - 1))) END AS `spread`,
    (CAST(`_aggregate4` AS DOUBLE) + CAST(((`_aggregate2` - 1) * 9) % 10 AS DOUBLE) / 10 * (CAST(`_aggregate5` AS DOUBLE) - CAST(`_aggregate4` AS DOUBLE))) AS `p90`,
    `_aggregate6` AS `latest_order`
  FROM `aggregate_3`
)
SELECT * FROM `aggregate_4`;

CACHE TABLE `by_region`;

SELECT * FROM `by_region`;
