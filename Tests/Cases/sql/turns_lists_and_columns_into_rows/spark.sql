-- `answers.read` is computed natively:
-- `order_id` STRING, `person_id` STRING, `region` STRING, `paid_amount` DECIMAL(18, 2), `paid_at` TIMESTAMP, `tags` ARRAY<STRING>

-- `answers.read2` is computed natively:
-- `order_id` STRING, `person_id` STRING, `region` STRING, `paid_amount` DECIMAL(18, 2), `paid_at` TIMESTAMP, `tags` ARRAY<STRING>

CREATE OR REPLACE TEMPORARY VIEW `answers` AS
WITH `unnest_1` AS (
  SELECT `order_id`, `person_id`, `region`, `paid_amount`, `paid_at`, explode_outer(`tags`) AS `tag`
  FROM `answers.read`
), `unpivot_2` AS (
  SELECT `order_id`, `person_id`, `paid_amount`, `paid_at`, 'region' AS `question`, `region` AS `answer` FROM `unnest_1`
  UNION ALL
  SELECT `order_id`, `person_id`, `paid_amount`, `paid_at`, 'tag' AS `question`, `tag` AS `answer` FROM `unnest_1`
), `unnest_3` AS (
  SELECT `order_id`, `person_id`, `region`, `paid_amount`, `paid_at`, explode_outer(`tags`) AS `tag`
  FROM `answers.read2`
), `unpivot_4` AS (
  SELECT `order_id`, `person_id`, `paid_amount`, `paid_at`, 'region' AS `question`, `region` AS `answer` FROM `unnest_3`
  UNION ALL
  SELECT `order_id`, `person_id`, `paid_amount`, `paid_at`, 'tag' AS `question`, `tag` AS `answer` FROM `unnest_3`
), `union_5` AS (
  SELECT `order_id`, `person_id`, `paid_amount`, `paid_at`, `question`, `answer` FROM `unpivot_2`
  UNION ALL
  SELECT `order_id`, `person_id`, `paid_amount`, `paid_at`, `question`, `answer` FROM `unpivot_4`
), `union_6` AS (
  SELECT * FROM `union_5`
  ORDER BY `answer` ASC NULLS LAST, `order_id` ASC NULLS LAST
  LIMIT 10
)
SELECT * FROM `union_6` ORDER BY `answer` ASC NULLS LAST, `order_id` ASC NULLS LAST;

CACHE TABLE `answers`;

SELECT * FROM `answers` ORDER BY `answer` ASC NULLS LAST, `order_id` ASC NULLS LAST;
