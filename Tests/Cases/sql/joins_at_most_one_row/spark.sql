-- `with_tier.read` is computed natively:
-- `order_id` STRING, `person_id` STRING, `region` STRING, `paid_amount` DECIMAL(18, 2), `paid_at` TIMESTAMP, `tags` ARRAY<STRING>

CREATE OR REPLACE TEMPORARY VIEW `with_tier` AS
WITH `values_1` AS (
  SELECT * FROM (VALUES
    ('p1', '重要', DATE '2026-04-10'),
    ('p2', CAST(NULL AS STRING), CAST(NULL AS DATE))
  ) AS rows(`person_id`, `tier`, `joined`)
), `join_2` AS (
  SELECT *, count(*) OVER (PARTITION BY `person_id`) AS `_matches`
  FROM `values_1`
), `join_3` AS (
  SELECT
    l.`order_id`,
    l.`person_id`,
    l.`region`,
    l.`paid_amount`,
    l.`paid_at`,
    l.`tags`,
    r.`tier`,
    r.`joined`
  FROM `with_tier.read` AS l LEFT JOIN `join_2` AS r
    ON l.`person_id` = r.`person_id`
  WHERE CASE WHEN r.`_matches` > 1 AND l.`person_id` = r.`person_id` THEN raise_error('a row finds several others') ELSE TRUE END
)
SELECT * FROM `join_3`;

CACHE TABLE `with_tier`;

-- `strangers.read` is computed natively:
-- `order_id` STRING, `person_id` STRING, `region` STRING, `paid_amount` DECIMAL(18, 2), `paid_at` TIMESTAMP, `tags` ARRAY<STRING>

CREATE OR REPLACE TEMPORARY VIEW `strangers` AS
WITH `values_1` AS (
  SELECT * FROM (VALUES
    ('p1', '重要', DATE '2026-04-10'),
    ('p2', CAST(NULL AS STRING), CAST(NULL AS DATE))
  ) AS rows(`person_id`, `tier`, `joined`)
), `join_2` AS (
  SELECT * FROM `strangers.read` AS l
  WHERE NOT EXISTS (SELECT 1 FROM `values_1` AS r WHERE l.`person_id` = r.`person_id`)
)
SELECT * FROM `join_2`;

CACHE TABLE `strangers`;

SELECT * FROM `with_tier`;

SELECT * FROM `strangers`;
