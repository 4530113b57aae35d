// Written by Scripts/embed-assets.sh; `make assets` writes it anew.
#include "CAssets.h"

#include <string.h>

#if !__has_embed("../../Vendor/echarts/echarts.min.js")
#error "Vendor/echarts/echarts.min.js is missing: run `make setup`"
#endif

// echarts/echarts.min.js
static const unsigned char asset0[] = {
#embed "../../Vendor/echarts/echarts.min.js" suffix(,)
0};

// presets/metrics.yaml
static const unsigned char asset1[] = {
#embed "../../Pipelines/presets/metrics.yaml" suffix(,)
0};

// presets/thresholds.yaml
static const unsigned char asset2[] = {
#embed "../../Pipelines/presets/thresholds.yaml" suffix(,)
0};

// profiles/ad_spend_daily.yaml
static const unsigned char asset3[] = {
#embed "profiles/ad_spend_daily.yaml" suffix(,)
0};

// profiles/miniprogram_events.yaml
static const unsigned char asset4[] = {
#embed "profiles/miniprogram_events.yaml" suffix(,)
0};

// profiles/taobao_orders.yaml
static const unsigned char asset5[] = {
#embed "profiles/taobao_orders.yaml" suffix(,)
0};

// profiles/wecom_customers.yaml
static const unsigned char asset6[] = {
#embed "profiles/wecom_customers.yaml" suffix(,)
0};

// profiles/wjx_text.yaml
static const unsigned char asset7[] = {
#embed "profiles/wjx_text.yaml" suffix(,)
0};

// profiles/xiaohongshu_notes.yaml
static const unsigned char asset8[] = {
#embed "profiles/xiaohongshu_notes.yaml" suffix(,)
0};

// profiles/youzan_orders.yaml
static const unsigned char asset9[] = {
#embed "profiles/youzan_orders.yaml" suffix(,)
0};

// reports/charts.js
static const unsigned char asset10[] = {
#embed "reports/charts.js" suffix(,)
0};

// reports/host.js
static const unsigned char asset11[] = {
#embed "reports/host.js" suffix(,)
0};

// reports/page.js
static const unsigned char asset12[] = {
#embed "reports/page.js" suffix(,)
0};

// reports/report.css
static const unsigned char asset13[] = {
#embed "reports/report.css" suffix(,)
0};

// reports/report.mustache
static const unsigned char asset14[] = {
#embed "reports/report.mustache" suffix(,)
0};

// reports/still.js
static const unsigned char asset15[] = {
#embed "reports/still.js" suffix(,)
0};

struct asset {
  const char *name;
  const unsigned char *bytes;
  size_t length;
};

// Sorted by name, so that one is found by halving.
static const struct asset assets[] = {
    {"echarts/echarts.min.js", asset0, sizeof asset0 - 1},
    {"presets/metrics.yaml", asset1, sizeof asset1 - 1},
    {"presets/thresholds.yaml", asset2, sizeof asset2 - 1},
    {"profiles/ad_spend_daily.yaml", asset3, sizeof asset3 - 1},
    {"profiles/miniprogram_events.yaml", asset4, sizeof asset4 - 1},
    {"profiles/taobao_orders.yaml", asset5, sizeof asset5 - 1},
    {"profiles/wecom_customers.yaml", asset6, sizeof asset6 - 1},
    {"profiles/wjx_text.yaml", asset7, sizeof asset7 - 1},
    {"profiles/xiaohongshu_notes.yaml", asset8, sizeof asset8 - 1},
    {"profiles/youzan_orders.yaml", asset9, sizeof asset9 - 1},
    {"reports/charts.js", asset10, sizeof asset10 - 1},
    {"reports/host.js", asset11, sizeof asset11 - 1},
    {"reports/page.js", asset12, sizeof asset12 - 1},
    {"reports/report.css", asset13, sizeof asset13 - 1},
    {"reports/report.mustache", asset14, sizeof asset14 - 1},
    {"reports/still.js", asset15, sizeof asset15 - 1},
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
