-- `days.read` is computed natively:
-- `order_id` STRING, `person_id` STRING, `region` STRING, `paid_amount` DECIMAL(18, 2), `paid_at` TIMESTAMP, `tags` ARRAY<STRING>

CREATE OR REPLACE TEMPORARY VIEW `days` AS
WITH `derive_1` AS (
  SELECT
    CAST(`paid_at` AS DATE) AS `day`,
    concat(lpad(CAST(extract(YEAROFWEEK FROM `paid_at`) AS STRING), 4, '0'), '-W', lpad(CAST(weekofyear(`paid_at`) AS STRING), 2, '0')) AS `week`,
    CAST(hour(`paid_at`) AS BIGINT) AS `hour`,
    CAST(weekday(`paid_at`) + 1 AS BIGINT) AS `weekday`,
    CAST(date_trunc('month', `paid_at`) AS DATE) AS `month`,
    add_months(CAST(`paid_at` AS DATE), CAST(CAST(1 AS BIGINT) AS INT)) AS `due`,
    CAST(((datediff(CAST(DATE '2026-04-24' AS DATE), DATE '1970-01-01') + 719463) div 7) - ((datediff(CAST(CAST(`paid_at` AS DATE) AS DATE), DATE '1970-01-01') + 719463) div 7) AS BIGINT) AS `age`,
    CASE WHEN `region` IS NULL THEN NULL WHEN (`region` RLIKE '^[0-9]{4}\\/[0-9]{2}\\/[0-9]{2}\\z') THEN CAST((substr(`region`, 1, 4) || '-' || substr(`region`, 6, 2) || '-' || substr(`region`, 9, 2)) AS DATE) ELSE raise_error('not a date') END AS `written`,
    CAST(DATE '2026-04-10' AS TIMESTAMP) AS `start`
  FROM `days.read`
)
SELECT * FROM `derive_1`;

CACHE TABLE `days`;

SELECT * FROM `days`;
