-- `orders.read` is computed natively:
-- `order_id` STRING, `person_id` STRING, `region` STRING, `paid_amount` DECIMAL(18, 2), `paid_at` TIMESTAMP, `tags` ARRAY<STRING>

CREATE OR REPLACE TEMPORARY VIEW `orders` AS
SELECT * FROM `orders.read`;

CACHE TABLE `orders`;

CREATE OR REPLACE TEMPORARY VIEW `tiers.scores.reduction` AS
WITH `aggregate_1` AS (
  SELECT
    `person_id`,
    CAST(sum(CAST(`paid_amount` AS DECIMAL(38, 2))) AS DECIMAL(38, 2)) AS `paid`
  FROM `orders`
  GROUP BY `person_id`
)
SELECT * FROM `aggregate_1`;

CACHE TABLE `tiers.scores.reduction`;

-- `tiers.scores` is computed natively:
-- `person_id` STRING, `paid` DECIMAL(38, 2)

CREATE OR REPLACE TEMPORARY VIEW `tiers` AS
WITH `top_1` AS (
  SELECT * FROM `tiers.scores`
  ORDER BY `paid` DESC NULLS LAST, `person_id` ASC NULLS LAST
  LIMIT 20
)
SELECT * FROM `top_1` ORDER BY `paid` DESC NULLS LAST, `person_id` ASC NULLS LAST;

CACHE TABLE `tiers`;

CREATE OR REPLACE TEMPORARY VIEW `size` AS
WITH `aggregate_1` AS (
  SELECT count(*) AS `rows`
  FROM `orders`
)
SELECT * FROM `aggregate_1`;

CACHE TABLE `size`;

SELECT * FROM `tiers` ORDER BY `paid` DESC NULLS LAST, `person_id` ASC NULLS LAST;

SELECT * FROM `size`;
