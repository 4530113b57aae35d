// Written by Scripts/embed-assets.sh; `make assets` writes it anew.
#include "CAssets.h"

#include <string.h>

#if !__has_embed("../../Vendor/echarts/echarts.min.js")
#error "Vendor/echarts/echarts.min.js is missing: run `make setup`"
#endif

// channels/sources.yaml
static const unsigned char asset0[] = {
#embed "channels/sources.yaml" suffix(,)
0};

// echarts/echarts.min.js
static const unsigned char asset1[] = {
#embed "../../Vendor/echarts/echarts.min.js" suffix(,)
0};

// lexicons/en.txt
static const unsigned char asset2[] = {
#embed "lexicons/en.txt" suffix(,)
0};

// lexicons/zh.txt
static const unsigned char asset3[] = {
#embed "lexicons/zh.txt" suffix(,)
0};

// presets/benchmarks.yaml
static const unsigned char asset4[] = {
#embed "../../Pipelines/presets/benchmarks.yaml" suffix(,)
0};

// presets/calendar-cn.yaml
static const unsigned char asset5[] = {
#embed "../../Pipelines/presets/calendar-cn.yaml" suffix(,)
0};

// presets/metrics.yaml
static const unsigned char asset6[] = {
#embed "../../Pipelines/presets/metrics.yaml" suffix(,)
0};

// presets/thresholds.yaml
static const unsigned char asset7[] = {
#embed "../../Pipelines/presets/thresholds.yaml" suffix(,)
0};

// profiles/ad_spend_daily.yaml
static const unsigned char asset8[] = {
#embed "profiles/ad_spend_daily.yaml" suffix(,)
0};

// profiles/alipay_bill.yaml
static const unsigned char asset9[] = {
#embed "profiles/alipay_bill.yaml" suffix(,)
0};

// profiles/alipay_transactions.yaml
static const unsigned char asset10[] = {
#embed "profiles/alipay_transactions.yaml" suffix(,)
0};

// profiles/doudian_orders.yaml
static const unsigned char asset11[] = {
#embed "profiles/doudian_orders.yaml" suffix(,)
0};

// profiles/douyin_works.yaml
static const unsigned char asset12[] = {
#embed "profiles/douyin_works.yaml" suffix(,)
0};

// profiles/ga4_landing_pages.yaml
static const unsigned char asset13[] = {
#embed "profiles/ga4_landing_pages.yaml" suffix(,)
0};

// profiles/google_forms.yaml
static const unsigned char asset14[] = {
#embed "profiles/google_forms.yaml" suffix(,)
0};

// profiles/growingio_visits.yaml
static const unsigned char asset15[] = {
#embed "profiles/growingio_visits.yaml" suffix(,)
0};

// profiles/jd_orders.yaml
static const unsigned char asset16[] = {
#embed "profiles/jd_orders.yaml" suffix(,)
0};

// profiles/mailchimp_audience.yaml
static const unsigned char asset17[] = {
#embed "profiles/mailchimp_audience.yaml" suffix(,)
0};

// profiles/miniprogram_events.yaml
static const unsigned char asset18[] = {
#embed "profiles/miniprogram_events.yaml" suffix(,)
0};

// profiles/pinduoduo_orders.yaml
static const unsigned char asset19[] = {
#embed "profiles/pinduoduo_orders.yaml" suffix(,)
0};

// profiles/sensors_events.yaml
static const unsigned char asset20[] = {
#embed "profiles/sensors_events.yaml" suffix(,)
0};

// profiles/shopify_orders.yaml
static const unsigned char asset21[] = {
#embed "profiles/shopify_orders.yaml" suffix(,)
0};

// profiles/surveymonkey.yaml
static const unsigned char asset22[] = {
#embed "profiles/surveymonkey.yaml" suffix(,)
0};

// profiles/taobao_items.yaml
static const unsigned char asset23[] = {
#embed "profiles/taobao_items.yaml" suffix(,)
0};

// profiles/taobao_orders.yaml
static const unsigned char asset24[] = {
#embed "profiles/taobao_orders.yaml" suffix(,)
0};

// profiles/typeform.yaml
static const unsigned char asset25[] = {
#embed "profiles/typeform.yaml" suffix(,)
0};

// profiles/wechat_article.yaml
static const unsigned char asset26[] = {
#embed "profiles/wechat_article.yaml" suffix(,)
0};

// profiles/wechat_article_sources.yaml
static const unsigned char asset27[] = {
#embed "profiles/wechat_article_sources.yaml" suffix(,)
0};

// profiles/wechat_articles.yaml
static const unsigned char asset28[] = {
#embed "profiles/wechat_articles.yaml" suffix(,)
0};

// profiles/wechat_channels.yaml
static const unsigned char asset29[] = {
#embed "profiles/wechat_channels.yaml" suffix(,)
0};

// profiles/wechat_messages.yaml
static const unsigned char asset30[] = {
#embed "profiles/wechat_messages.yaml" suffix(,)
0};

// profiles/wechat_pay_bill.yaml
static const unsigned char asset31[] = {
#embed "profiles/wechat_pay_bill.yaml" suffix(,)
0};

// profiles/wecom_customers.yaml
static const unsigned char asset32[] = {
#embed "profiles/wecom_customers.yaml" suffix(,)
0};

// profiles/wjx_codes.yaml
static const unsigned char asset33[] = {
#embed "profiles/wjx_codes.yaml" suffix(,)
0};

// profiles/wjx_text.yaml
static const unsigned char asset34[] = {
#embed "profiles/wjx_text.yaml" suffix(,)
0};

// profiles/xiaohongshu_notes.yaml
static const unsigned char asset35[] = {
#embed "profiles/xiaohongshu_notes.yaml" suffix(,)
0};

// profiles/youzan_customers.yaml
static const unsigned char asset36[] = {
#embed "profiles/youzan_customers.yaml" suffix(,)
0};

// profiles/youzan_items.yaml
static const unsigned char asset37[] = {
#embed "profiles/youzan_items.yaml" suffix(,)
0};

// profiles/youzan_orders.yaml
static const unsigned char asset38[] = {
#embed "profiles/youzan_orders.yaml" suffix(,)
0};

// reference/active.txt
static const unsigned char asset39[] = {
#embed "reference/active.txt" suffix(,)
0};

// reference/aggregate.txt
static const unsigned char asset40[] = {
#embed "reference/aggregate.txt" suffix(,)
0};

// reference/attribute.txt
static const unsigned char asset41[] = {
#embed "reference/attribute.txt" suffix(,)
0};

// reference/backflow.txt
static const unsigned char asset42[] = {
#embed "reference/backflow.txt" suffix(,)
0};

// reference/before_after.txt
static const unsigned char asset43[] = {
#embed "reference/before_after.txt" suffix(,)
0};

// reference/bin.txt
static const unsigned char asset44[] = {
#embed "reference/bin.txt" suffix(,)
0};

// reference/budget_check.txt
static const unsigned char asset45[] = {
#embed "reference/budget_check.txt" suffix(,)
0};

// reference/budget_shares.txt
static const unsigned char asset46[] = {
#embed "reference/budget_shares.txt" suffix(,)
0};

// reference/calendar_fill.txt
static const unsigned char asset47[] = {
#embed "reference/calendar_fill.txt" suffix(,)
0};

// reference/clip.txt
static const unsigned char asset48[] = {
#embed "reference/clip.txt" suffix(,)
0};

// reference/cohort.txt
static const unsigned char asset49[] = {
#embed "reference/cohort.txt" suffix(,)
0};

// reference/compare_funnels.txt
static const unsigned char asset50[] = {
#embed "reference/compare_funnels.txt" suffix(,)
0};

// reference/compare_periods.txt
static const unsigned char asset51[] = {
#embed "reference/compare_periods.txt" suffix(,)
0};

// reference/concat.txt
static const unsigned char asset52[] = {
#embed "reference/concat.txt" suffix(,)
0};

// reference/count_by.txt
static const unsigned char asset53[] = {
#embed "reference/count_by.txt" suffix(,)
0};

// reference/coverage.txt
static const unsigned char asset54[] = {
#embed "reference/coverage.txt" suffix(,)
0};

// reference/crosstab.txt
static const unsigned char asset55[] = {
#embed "reference/crosstab.txt" suffix(,)
0};

// reference/dedupe.txt
static const unsigned char asset56[] = {
#embed "reference/dedupe.txt" suffix(,)
0};

// reference/derive.txt
static const unsigned char asset57[] = {
#embed "reference/derive.txt" suffix(,)
0};

// reference/describe.txt
static const unsigned char asset58[] = {
#embed "reference/describe.txt" suffix(,)
0};

// reference/drop.txt
static const unsigned char asset59[] = {
#embed "reference/drop.txt" suffix(,)
0};

// reference/during.txt
static const unsigned char asset60[] = {
#embed "reference/during.txt" suffix(,)
0};

// reference/expect.txt
static const unsigned char asset61[] = {
#embed "reference/expect.txt" suffix(,)
0};

// reference/experiment.txt
static const unsigned char asset62[] = {
#embed "reference/experiment.txt" suffix(,)
0};

// reference/extract.txt
static const unsigned char asset63[] = {
#embed "reference/extract.txt" suffix(,)
0};

// reference/fill_down.txt
static const unsigned char asset64[] = {
#embed "reference/fill_down.txt" suffix(,)
0};

// reference/fill_missing.txt
static const unsigned char asset65[] = {
#embed "reference/fill_missing.txt" suffix(,)
0};

// reference/frequencies.txt
static const unsigned char asset66[] = {
#embed "reference/frequencies.txt" suffix(,)
0};

// reference/from.txt
static const unsigned char asset67[] = {
#embed "reference/from.txt" suffix(,)
0};

// reference/funnel.txt
static const unsigned char asset68[] = {
#embed "reference/funnel.txt" suffix(,)
0};

// reference/gaps.txt
static const unsigned char asset69[] = {
#embed "reference/gaps.txt" suffix(,)
0};

// reference/growth.txt
static const unsigned char asset70[] = {
#embed "reference/growth.txt" suffix(,)
0};

// reference/hash.txt
static const unsigned char asset71[] = {
#embed "reference/hash.txt" suffix(,)
0};

// reference/join.txt
static const unsigned char asset72[] = {
#embed "reference/join.txt" suffix(,)
0};

// reference/k_anonymous.txt
static const unsigned char asset73[] = {
#embed "reference/k_anonymous.txt" suffix(,)
0};

// reference/keep.txt
static const unsigned char asset74[] = {
#embed "reference/keep.txt" suffix(,)
0};

// reference/keywords.txt
static const unsigned char asset75[] = {
#embed "reference/keywords.txt" suffix(,)
0};

// reference/label_sentiment.txt
static const unsigned char asset76[] = {
#embed "reference/label_sentiment.txt" suffix(,)
0};

// reference/lag.txt
static const unsigned char asset77[] = {
#embed "reference/lag.txt" suffix(,)
0};

// reference/leaders.txt
static const unsigned char asset78[] = {
#embed "reference/leaders.txt" suffix(,)
0};

// reference/lifetime_value.txt
static const unsigned char asset79[] = {
#embed "reference/lifetime_value.txt" suffix(,)
0};

// reference/limit.txt
static const unsigned char asset80[] = {
#embed "reference/limit.txt" suffix(,)
0};

// reference/lookup.txt
static const unsigned char asset81[] = {
#embed "reference/lookup.txt" suffix(,)
0};

// reference/map_values.txt
static const unsigned char asset82[] = {
#embed "reference/map_values.txt" suffix(,)
0};

// reference/mask.txt
static const unsigned char asset83[] = {
#embed "reference/mask.txt" suffix(,)
0};

// reference/matrix.txt
static const unsigned char asset84[] = {
#embed "reference/matrix.txt" suffix(,)
0};

// reference/migration.txt
static const unsigned char asset85[] = {
#embed "reference/migration.txt" suffix(,)
0};

// reference/new_and_returning.txt
static const unsigned char asset86[] = {
#embed "reference/new_and_returning.txt" suffix(,)
0};

// reference/nps.txt
static const unsigned char asset87[] = {
#embed "reference/nps.txt" suffix(,)
0};

// reference/page_visits.txt
static const unsigned char asset88[] = {
#embed "reference/page_visits.txt" suffix(,)
0};

// reference/parse.txt
static const unsigned char asset89[] = {
#embed "reference/parse.txt" suffix(,)
0};

// reference/peaks.txt
static const unsigned char asset90[] = {
#embed "reference/peaks.txt" suffix(,)
0};

// reference/persona.txt
static const unsigned char asset91[] = {
#embed "reference/persona.txt" suffix(,)
0};

// reference/pivot.txt
static const unsigned char asset92[] = {
#embed "reference/pivot.txt" suffix(,)
0};

// reference/products.txt
static const unsigned char asset93[] = {
#embed "reference/products.txt" suffix(,)
0};

// reference/profit.txt
static const unsigned char asset94[] = {
#embed "reference/profit.txt" suffix(,)
0};

// reference/quality.txt
static const unsigned char asset95[] = {
#embed "reference/quality.txt" suffix(,)
0};

// reference/rake.txt
static const unsigned char asset96[] = {
#embed "reference/rake.txt" suffix(,)
0};

// reference/rank.txt
static const unsigned char asset97[] = {
#embed "reference/rank.txt" suffix(,)
0};

// reference/ranking.txt
static const unsigned char asset98[] = {
#embed "reference/ranking.txt" suffix(,)
0};

// reference/ratios.txt
static const unsigned char asset99[] = {
#embed "reference/ratios.txt" suffix(,)
0};

// reference/read_csv.txt
static const unsigned char asset100[] = {
#embed "reference/read_csv.txt" suffix(,)
0};

// reference/read_folder.txt
static const unsigned char asset101[] = {
#embed "reference/read_folder.txt" suffix(,)
0};

// reference/read_json.txt
static const unsigned char asset102[] = {
#embed "reference/read_json.txt" suffix(,)
0};

// reference/read_xlsx.txt
static const unsigned char asset103[] = {
#embed "reference/read_xlsx.txt" suffix(,)
0};

// reference/reallocate.txt
static const unsigned char asset104[] = {
#embed "reference/reallocate.txt" suffix(,)
0};

// reference/reconcile.txt
static const unsigned char asset105[] = {
#embed "reference/reconcile.txt" suffix(,)
0};

// reference/rename.txt
static const unsigned char asset106[] = {
#embed "reference/rename.txt" suffix(,)
0};

// reference/reorder.txt
static const unsigned char asset107[] = {
#embed "reference/reorder.txt" suffix(,)
0};

// reference/replace.txt
static const unsigned char asset108[] = {
#embed "reference/replace.txt" suffix(,)
0};

// reference/repost_velocity.txt
static const unsigned char asset109[] = {
#embed "reference/repost_velocity.txt" suffix(,)
0};

// reference/repurchase.txt
static const unsigned char asset110[] = {
#embed "reference/repurchase.txt" suffix(,)
0};

// reference/retention.txt
static const unsigned char asset111[] = {
#embed "reference/retention.txt" suffix(,)
0};

// reference/rewards.txt
static const unsigned char asset112[] = {
#embed "reference/rewards.txt" suffix(,)
0};

// reference/rfm.txt
static const unsigned char asset113[] = {
#embed "reference/rfm.txt" suffix(,)
0};

// reference/running.txt
static const unsigned char asset114[] = {
#embed "reference/running.txt" suffix(,)
0};

// reference/sample.txt
static const unsigned char asset115[] = {
#embed "reference/sample.txt" suffix(,)
0};

// reference/savings.txt
static const unsigned char asset116[] = {
#embed "reference/savings.txt" suffix(,)
0};

// reference/scorecard.txt
static const unsigned char asset117[] = {
#embed "reference/scorecard.txt" suffix(,)
0};

// reference/scores.txt
static const unsigned char asset118[] = {
#embed "reference/scores.txt" suffix(,)
0};

// reference/screen.txt
static const unsigned char asset119[] = {
#embed "reference/screen.txt" suffix(,)
0};

// reference/screen_comments.txt
static const unsigned char asset120[] = {
#embed "reference/screen_comments.txt" suffix(,)
0};

// reference/screen_engagement.txt
static const unsigned char asset121[] = {
#embed "reference/screen_engagement.txt" suffix(,)
0};

// reference/segment.txt
static const unsigned char asset122[] = {
#embed "reference/segment.txt" suffix(,)
0};

// reference/select.txt
static const unsigned char asset123[] = {
#embed "reference/select.txt" suffix(,)
0};

// reference/sentiment.txt
static const unsigned char asset124[] = {
#embed "reference/sentiment.txt" suffix(,)
0};

// reference/service_level.txt
static const unsigned char asset125[] = {
#embed "reference/service_level.txt" suffix(,)
0};

// reference/sessionise.txt
static const unsigned char asset126[] = {
#embed "reference/sessionise.txt" suffix(,)
0};

// reference/share.txt
static const unsigned char asset127[] = {
#embed "reference/share.txt" suffix(,)
0};

// reference/sort.txt
static const unsigned char asset128[] = {
#embed "reference/sort.txt" suffix(,)
0};

// reference/split.txt
static const unsigned char asset129[] = {
#embed "reference/split.txt" suffix(,)
0};

// reference/split_multi.txt
static const unsigned char asset130[] = {
#embed "reference/split_multi.txt" suffix(,)
0};

// reference/split_rows.txt
static const unsigned char asset131[] = {
#embed "reference/split_rows.txt" suffix(,)
0};

// reference/spread.txt
static const unsigned char asset132[] = {
#embed "reference/spread.txt" suffix(,)
0};

// reference/survival.txt
static const unsigned char asset133[] = {
#embed "reference/survival.txt" suffix(,)
0};

// reference/tag.txt
static const unsigned char asset134[] = {
#embed "reference/tag.txt" suffix(,)
0};

// reference/themes.txt
static const unsigned char asset135[] = {
#embed "reference/themes.txt" suffix(,)
0};

// reference/tiers.txt
static const unsigned char asset136[] = {
#embed "reference/tiers.txt" suffix(,)
0};

// reference/top.txt
static const unsigned char asset137[] = {
#embed "reference/top.txt" suffix(,)
0};

// reference/trim.txt
static const unsigned char asset138[] = {
#embed "reference/trim.txt" suffix(,)
0};

// reference/union.txt
static const unsigned char asset139[] = {
#embed "reference/union.txt" suffix(,)
0};

// reference/unit_costs.txt
static const unsigned char asset140[] = {
#embed "reference/unit_costs.txt" suffix(,)
0};

// reference/unpivot.txt
static const unsigned char asset141[] = {
#embed "reference/unpivot.txt" suffix(,)
0};

// reference/visits.txt
static const unsigned char asset142[] = {
#embed "reference/visits.txt" suffix(,)
0};

// reference/write_csv.txt
static const unsigned char asset143[] = {
#embed "reference/write_csv.txt" suffix(,)
0};

// reference/write_markdown.txt
static const unsigned char asset144[] = {
#embed "reference/write_markdown.txt" suffix(,)
0};

// reference/write_ndjson.txt
static const unsigned char asset145[] = {
#embed "reference/write_ndjson.txt" suffix(,)
0};

// reference/write_xlsx.txt
static const unsigned char asset146[] = {
#embed "reference/write_xlsx.txt" suffix(,)
0};

// reports/charts.js
static const unsigned char asset147[] = {
#embed "reports/charts.js" suffix(,)
0};

// reports/host.js
static const unsigned char asset148[] = {
#embed "reports/host.js" suffix(,)
0};

// reports/page.js
static const unsigned char asset149[] = {
#embed "reports/page.js" suffix(,)
0};

// reports/report.css
static const unsigned char asset150[] = {
#embed "reports/report.css" suffix(,)
0};

// reports/report.mustache
static const unsigned char asset151[] = {
#embed "reports/report.mustache" suffix(,)
0};

// reports/still.js
static const unsigned char asset152[] = {
#embed "reports/still.js" suffix(,)
0};

struct asset {
  const char *name;
  const unsigned char *bytes;
  size_t length;
};

// Sorted by name, so that one is found by halving.
static const struct asset assets[] = {
    {"channels/sources.yaml", asset0, sizeof asset0 - 1},
    {"echarts/echarts.min.js", asset1, sizeof asset1 - 1},
    {"lexicons/en.txt", asset2, sizeof asset2 - 1},
    {"lexicons/zh.txt", asset3, sizeof asset3 - 1},
    {"presets/benchmarks.yaml", asset4, sizeof asset4 - 1},
    {"presets/calendar-cn.yaml", asset5, sizeof asset5 - 1},
    {"presets/metrics.yaml", asset6, sizeof asset6 - 1},
    {"presets/thresholds.yaml", asset7, sizeof asset7 - 1},
    {"profiles/ad_spend_daily.yaml", asset8, sizeof asset8 - 1},
    {"profiles/alipay_bill.yaml", asset9, sizeof asset9 - 1},
    {"profiles/alipay_transactions.yaml", asset10, sizeof asset10 - 1},
    {"profiles/doudian_orders.yaml", asset11, sizeof asset11 - 1},
    {"profiles/douyin_works.yaml", asset12, sizeof asset12 - 1},
    {"profiles/ga4_landing_pages.yaml", asset13, sizeof asset13 - 1},
    {"profiles/google_forms.yaml", asset14, sizeof asset14 - 1},
    {"profiles/growingio_visits.yaml", asset15, sizeof asset15 - 1},
    {"profiles/jd_orders.yaml", asset16, sizeof asset16 - 1},
    {"profiles/mailchimp_audience.yaml", asset17, sizeof asset17 - 1},
    {"profiles/miniprogram_events.yaml", asset18, sizeof asset18 - 1},
    {"profiles/pinduoduo_orders.yaml", asset19, sizeof asset19 - 1},
    {"profiles/sensors_events.yaml", asset20, sizeof asset20 - 1},
    {"profiles/shopify_orders.yaml", asset21, sizeof asset21 - 1},
    {"profiles/surveymonkey.yaml", asset22, sizeof asset22 - 1},
    {"profiles/taobao_items.yaml", asset23, sizeof asset23 - 1},
    {"profiles/taobao_orders.yaml", asset24, sizeof asset24 - 1},
    {"profiles/typeform.yaml", asset25, sizeof asset25 - 1},
    {"profiles/wechat_article.yaml", asset26, sizeof asset26 - 1},
    {"profiles/wechat_article_sources.yaml", asset27, sizeof asset27 - 1},
    {"profiles/wechat_articles.yaml", asset28, sizeof asset28 - 1},
    {"profiles/wechat_channels.yaml", asset29, sizeof asset29 - 1},
    {"profiles/wechat_messages.yaml", asset30, sizeof asset30 - 1},
    {"profiles/wechat_pay_bill.yaml", asset31, sizeof asset31 - 1},
    {"profiles/wecom_customers.yaml", asset32, sizeof asset32 - 1},
    {"profiles/wjx_codes.yaml", asset33, sizeof asset33 - 1},
    {"profiles/wjx_text.yaml", asset34, sizeof asset34 - 1},
    {"profiles/xiaohongshu_notes.yaml", asset35, sizeof asset35 - 1},
    {"profiles/youzan_customers.yaml", asset36, sizeof asset36 - 1},
    {"profiles/youzan_items.yaml", asset37, sizeof asset37 - 1},
    {"profiles/youzan_orders.yaml", asset38, sizeof asset38 - 1},
    {"reference/active.txt", asset39, sizeof asset39 - 1},
    {"reference/aggregate.txt", asset40, sizeof asset40 - 1},
    {"reference/attribute.txt", asset41, sizeof asset41 - 1},
    {"reference/backflow.txt", asset42, sizeof asset42 - 1},
    {"reference/before_after.txt", asset43, sizeof asset43 - 1},
    {"reference/bin.txt", asset44, sizeof asset44 - 1},
    {"reference/budget_check.txt", asset45, sizeof asset45 - 1},
    {"reference/budget_shares.txt", asset46, sizeof asset46 - 1},
    {"reference/calendar_fill.txt", asset47, sizeof asset47 - 1},
    {"reference/clip.txt", asset48, sizeof asset48 - 1},
    {"reference/cohort.txt", asset49, sizeof asset49 - 1},
    {"reference/compare_funnels.txt", asset50, sizeof asset50 - 1},
    {"reference/compare_periods.txt", asset51, sizeof asset51 - 1},
    {"reference/concat.txt", asset52, sizeof asset52 - 1},
    {"reference/count_by.txt", asset53, sizeof asset53 - 1},
    {"reference/coverage.txt", asset54, sizeof asset54 - 1},
    {"reference/crosstab.txt", asset55, sizeof asset55 - 1},
    {"reference/dedupe.txt", asset56, sizeof asset56 - 1},
    {"reference/derive.txt", asset57, sizeof asset57 - 1},
    {"reference/describe.txt", asset58, sizeof asset58 - 1},
    {"reference/drop.txt", asset59, sizeof asset59 - 1},
    {"reference/during.txt", asset60, sizeof asset60 - 1},
    {"reference/expect.txt", asset61, sizeof asset61 - 1},
    {"reference/experiment.txt", asset62, sizeof asset62 - 1},
    {"reference/extract.txt", asset63, sizeof asset63 - 1},
    {"reference/fill_down.txt", asset64, sizeof asset64 - 1},
    {"reference/fill_missing.txt", asset65, sizeof asset65 - 1},
    {"reference/frequencies.txt", asset66, sizeof asset66 - 1},
    {"reference/from.txt", asset67, sizeof asset67 - 1},
    {"reference/funnel.txt", asset68, sizeof asset68 - 1},
    {"reference/gaps.txt", asset69, sizeof asset69 - 1},
    {"reference/growth.txt", asset70, sizeof asset70 - 1},
    {"reference/hash.txt", asset71, sizeof asset71 - 1},
    {"reference/join.txt", asset72, sizeof asset72 - 1},
    {"reference/k_anonymous.txt", asset73, sizeof asset73 - 1},
    {"reference/keep.txt", asset74, sizeof asset74 - 1},
    {"reference/keywords.txt", asset75, sizeof asset75 - 1},
    {"reference/label_sentiment.txt", asset76, sizeof asset76 - 1},
    {"reference/lag.txt", asset77, sizeof asset77 - 1},
    {"reference/leaders.txt", asset78, sizeof asset78 - 1},
    {"reference/lifetime_value.txt", asset79, sizeof asset79 - 1},
    {"reference/limit.txt", asset80, sizeof asset80 - 1},
    {"reference/lookup.txt", asset81, sizeof asset81 - 1},
    {"reference/map_values.txt", asset82, sizeof asset82 - 1},
    {"reference/mask.txt", asset83, sizeof asset83 - 1},
    {"reference/matrix.txt", asset84, sizeof asset84 - 1},
    {"reference/migration.txt", asset85, sizeof asset85 - 1},
    {"reference/new_and_returning.txt", asset86, sizeof asset86 - 1},
    {"reference/nps.txt", asset87, sizeof asset87 - 1},
    {"reference/page_visits.txt", asset88, sizeof asset88 - 1},
    {"reference/parse.txt", asset89, sizeof asset89 - 1},
    {"reference/peaks.txt", asset90, sizeof asset90 - 1},
    {"reference/persona.txt", asset91, sizeof asset91 - 1},
    {"reference/pivot.txt", asset92, sizeof asset92 - 1},
    {"reference/products.txt", asset93, sizeof asset93 - 1},
    {"reference/profit.txt", asset94, sizeof asset94 - 1},
    {"reference/quality.txt", asset95, sizeof asset95 - 1},
    {"reference/rake.txt", asset96, sizeof asset96 - 1},
    {"reference/rank.txt", asset97, sizeof asset97 - 1},
    {"reference/ranking.txt", asset98, sizeof asset98 - 1},
    {"reference/ratios.txt", asset99, sizeof asset99 - 1},
    {"reference/read_csv.txt", asset100, sizeof asset100 - 1},
    {"reference/read_folder.txt", asset101, sizeof asset101 - 1},
    {"reference/read_json.txt", asset102, sizeof asset102 - 1},
    {"reference/read_xlsx.txt", asset103, sizeof asset103 - 1},
    {"reference/reallocate.txt", asset104, sizeof asset104 - 1},
    {"reference/reconcile.txt", asset105, sizeof asset105 - 1},
    {"reference/rename.txt", asset106, sizeof asset106 - 1},
    {"reference/reorder.txt", asset107, sizeof asset107 - 1},
    {"reference/replace.txt", asset108, sizeof asset108 - 1},
    {"reference/repost_velocity.txt", asset109, sizeof asset109 - 1},
    {"reference/repurchase.txt", asset110, sizeof asset110 - 1},
    {"reference/retention.txt", asset111, sizeof asset111 - 1},
    {"reference/rewards.txt", asset112, sizeof asset112 - 1},
    {"reference/rfm.txt", asset113, sizeof asset113 - 1},
    {"reference/running.txt", asset114, sizeof asset114 - 1},
    {"reference/sample.txt", asset115, sizeof asset115 - 1},
    {"reference/savings.txt", asset116, sizeof asset116 - 1},
    {"reference/scorecard.txt", asset117, sizeof asset117 - 1},
    {"reference/scores.txt", asset118, sizeof asset118 - 1},
    {"reference/screen.txt", asset119, sizeof asset119 - 1},
    {"reference/screen_comments.txt", asset120, sizeof asset120 - 1},
    {"reference/screen_engagement.txt", asset121, sizeof asset121 - 1},
    {"reference/segment.txt", asset122, sizeof asset122 - 1},
    {"reference/select.txt", asset123, sizeof asset123 - 1},
    {"reference/sentiment.txt", asset124, sizeof asset124 - 1},
    {"reference/service_level.txt", asset125, sizeof asset125 - 1},
    {"reference/sessionise.txt", asset126, sizeof asset126 - 1},
    {"reference/share.txt", asset127, sizeof asset127 - 1},
    {"reference/sort.txt", asset128, sizeof asset128 - 1},
    {"reference/split.txt", asset129, sizeof asset129 - 1},
    {"reference/split_multi.txt", asset130, sizeof asset130 - 1},
    {"reference/split_rows.txt", asset131, sizeof asset131 - 1},
    {"reference/spread.txt", asset132, sizeof asset132 - 1},
    {"reference/survival.txt", asset133, sizeof asset133 - 1},
    {"reference/tag.txt", asset134, sizeof asset134 - 1},
    {"reference/themes.txt", asset135, sizeof asset135 - 1},
    {"reference/tiers.txt", asset136, sizeof asset136 - 1},
    {"reference/top.txt", asset137, sizeof asset137 - 1},
    {"reference/trim.txt", asset138, sizeof asset138 - 1},
    {"reference/union.txt", asset139, sizeof asset139 - 1},
    {"reference/unit_costs.txt", asset140, sizeof asset140 - 1},
    {"reference/unpivot.txt", asset141, sizeof asset141 - 1},
    {"reference/visits.txt", asset142, sizeof asset142 - 1},
    {"reference/write_csv.txt", asset143, sizeof asset143 - 1},
    {"reference/write_markdown.txt", asset144, sizeof asset144 - 1},
    {"reference/write_ndjson.txt", asset145, sizeof asset145 - 1},
    {"reference/write_xlsx.txt", asset146, sizeof asset146 - 1},
    {"reports/charts.js", asset147, sizeof asset147 - 1},
    {"reports/host.js", asset148, sizeof asset148 - 1},
    {"reports/page.js", asset149, sizeof asset149 - 1},
    {"reports/report.css", asset150, sizeof asset150 - 1},
    {"reports/report.mustache", asset151, sizeof asset151 - 1},
    {"reports/still.js", asset152, sizeof asset152 - 1},
};

static const size_t asset_count = sizeof assets / sizeof assets[0];

size_t fupan_asset_count(void) { return asset_count; }

const char *fupan_asset_name(size_t index) {
  return index < asset_count ? assets[index].name : NULL;
}

const unsigned char *fupan_asset(const char *name, size_t *length) {
  size_t low = 0, high = asset_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = strcmp(assets[middle].name, name);
    if (order == 0) {
      *length = assets[middle].length;
      return assets[middle].bytes;
    }
    if (order < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  *length = 0;
  return NULL;
}
