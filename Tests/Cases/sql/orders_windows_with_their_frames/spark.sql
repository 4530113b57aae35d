-- `numbered.read` is computed natively:
-- `order_id` STRING, `person_id` STRING, `region` STRING, `paid_amount` DECIMAL(18, 2), `paid_at` TIMESTAMP, `tags` ARRAY<STRING>

CREATE OR REPLACE TEMPORARY VIEW `numbered` AS
WITH `window_1` AS (
  SELECT *, count(*) OVER (PARTITION BY `person_id`, `paid_at`, `order_id`) AS `_ties`,
    count(*) OVER (PARTITION BY `order_id`, `person_id`, `region`, `paid_amount`, `paid_at`, `tags`) AS `_same`
  FROM `numbered.read`
), `window_2` AS (
  SELECT `order_id`, `person_id`, `region`, `paid_amount`, `paid_at`, `tags`
  FROM `window_1`
  WHERE CASE WHEN `_ties` > `_same` THEN raise_error('tie in the order of window') ELSE TRUE END
), `window_3` AS (
  SELECT
    *,
    CAST(row_number() OVER (PARTITION BY `person_id` ORDER BY `paid_at` ASC NULLS LAST, `order_id` DESC NULLS FIRST) AS BIGINT) AS `number`,
    CAST(sum(CAST(`paid_amount` AS DECIMAL(38, 2))) OVER (PARTITION BY `person_id` ORDER BY `paid_at` ASC NULLS LAST, `order_id` DESC NULLS FIRST ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS DECIMAL(38, 2)) AS `spent_before`,
    CAST(sum(CAST(`paid_amount` AS DECIMAL(38, 2))) OVER (PARTITION BY `person_id` ORDER BY `paid_at` ASC NULLS LAST, `order_id` DESC NULLS FIRST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS DECIMAL(38, 2)) AS `spent`,
    CAST(sum(CAST(`paid_amount` AS DECIMAL(38, 2))) OVER (PARTITION BY `person_id` ORDER BY `paid_at` ASC NULLS LAST, `order_id` DESC NULLS FIRST ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS DECIMAL(38, 2)) AS `share_of`,
    last_value(`region`, true) OVER (PARTITION BY `person_id` ORDER BY `paid_at` ASC NULLS LAST, `order_id` DESC NULLS FIRST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS `last_region`,
    lag(`paid_at`, 1) OVER (PARTITION BY `person_id` ORDER BY `paid_at` ASC NULLS LAST, `order_id` DESC NULLS FIRST) AS `previous`
  FROM `window_2`
)
SELECT * FROM `window_3`;

CACHE TABLE `numbered`;

SELECT * FROM `numbered`;
