#!/bin/sh
# All in one process, or one filter of the pipe: w5_miller.sh INPUT OUTPUT THREADS [ROLE]
set -eu
condition='$status == "done" && $amount >= 50'
columns='$month = substr1($paid_at, 1, 7); $saved = fmtnum($unit_price * $quantity - $amount, "%.2lf")'
sums='stats1 -a count,sum -f amount,saved -g channel,month'
tidy='$revenue = fmtnum($amount_sum, "%.2lf"); $saved = fmtnum($saved_sum, "%.2lf")'
case "${4-all}" in
  all)
    exec mlr --icsv --ocsv filter "$condition" then put "$columns" then $sums then \
      put "$tidy" then rename amount_count,orders then cut -f channel,month,orders,revenue,saved \
      "$1" >"$2/w5.csv"
    ;;
  keep) exec mlr --icsv --ocsv filter "$condition" "$1" ;;
  derive) exec mlr --icsv --ocsv put "$columns" ;;
  aggregate)
    exec mlr --icsv --ocsv $sums then put "$tidy" then rename amount_count,orders then \
      cut -f channel,month,orders,revenue,saved >"$2/w5.csv"
    ;;
esac
