#!/bin/sh
set -eu
exec mlr --icsv --ocsv filter '$status == "done" && $amount >= 50' then put -q '
  @orders[$channel][$city] += 1;
  @revenue[$channel][$city] += $amount;
  @buyers[$channel][$city][$user_id] = 1;
  end {
    for ((channel, city), orders in @orders) {
      revenue = @revenue[channel][city];
      map row = {"channel": channel, "city": city, "orders": orders};
      row["revenue"] = fmtnum(revenue, "%.2lf");
      row["mean"] = revenue / orders;
      row["buyers"] = length(@buyers[channel][city]);
      emit row;
    }
  }' "$1" >"$2/w1.csv"
