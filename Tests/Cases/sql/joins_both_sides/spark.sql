-- `everybody.read` is computed natively:
-- `order_id` STRING, `person_id` STRING, `region` STRING, `paid_amount` DECIMAL(18, 2), `paid_at` TIMESTAMP, `tags` ARRAY<STRING>

CREATE OR REPLACE TEMPORARY VIEW `everybody` AS
WITH `join_1` AS (
  SELECT
    `person_id`,
    CAST(sum(CAST(`paid_amount` AS DECIMAL(38, 2))) AS DECIMAL(38, 2)) AS `paid`
  FROM `everybody.read`
  GROUP BY `person_id`
), `values_2` AS (
  SELECT * FROM (VALUES
    ('p1', '重要', DATE '2026-04-10'),
    ('p2', CAST(NULL AS STRING), CAST(NULL AS DATE))
  ) AS rows(`person_id`, `tier`, `joined`)
), `join_3` AS (
  SELECT *, count(*) OVER (PARTITION BY `person_id`) AS `_matches`
  FROM `values_2`
), `join_4` AS (
  SELECT
    coalesce(l.`person_id`, r.`person_id`) AS `person_id`,
    l.`paid`,
    r.`tier`,
    r.`joined`
  FROM `join_1` AS l FULL JOIN `join_3` AS r
    ON l.`person_id` = r.`person_id`
  WHERE CASE WHEN r.`_matches` > 1 AND l.`person_id` = r.`person_id` THEN raise_error('a row finds several others') ELSE TRUE END
)
SELECT * FROM `join_4`;

CACHE TABLE `everybody`;

SELECT * FROM `everybody`;
