-- What the report of Pipelines/retrospective.yaml must say, asked of the clean tables of a sample.
--
-- Each query answers for one figure of report.json and carries its name; its columns are those of
-- the report's table, or the places of a chart and their value. After "without" stand columns that
-- are no totals: intervals, estimates and words; "some rows" answers for those it has.
-- A share with its counts is written as part/whole.
--
-- no totals: chart why_fishbone, table why_pareto, table why_incidents, table why_competitors,
-- no totals: table why_partners, table why_gaps, table next_duties, table next_actions,
-- no totals: table next_actions_by_owner, table next_practices, table next_questions,
-- no totals: prose funnel 1, table funnel_tracking_coverage,
-- no totals: prose experiments 1, prose experiments 2, prose experiments 3, prose experiments 4,
-- no totals: table appendix_definitions, table appendix_files, table appendix_warnings, table next_alerts,
-- no totals: table next_improvements, prose channels 1, prose next 1, prose appendix 1,
-- no totals: finding lead, table appendix_totals, table appendix_matches, table appendix_flows,
-- no totals: prose voice 3, prose voice 7, prose voice 8, prose voice 9, table appendix_people_rows, chart people_staying_curve,
-- no totals: table channels_credit_windows, chart channels_credit_models,
-- no totals: table channels_credit_removal, table channels_credit_steps,
-- no totals: table voice_responses_breaches, chart content_creator_scores_scores_chart,
-- no totals: table content_creator_scores_scores, table next_promises,
-- no totals: chart voice_feelings_negative, table voice_feelings_lines, table voice_opinions_lines,
-- no totals: prose experiments 6

create macro part(n, d) as n || '/' || d;
create macro day(t) as (t at time zone 'Asia/Shanghai')::date;

create table all_orders as
  from read_csv('orders.csv', header = true, columns = {
    platform: 'text', order_id: 'text', person: 'text', phone: 'text', created_at: 'timestamptz',
    paid_at: 'timestamptz', status: 'text', goods_amount: 'decimal(18,2)',
    freight: 'decimal(18,2)', discount: 'decimal(18,2)', paid_amount: 'decimal(18,2)',
    refund_amount: 'decimal(18,2)', region: 'text', city: 'text', distributor: 'text',
    left_out: 'boolean'});
create table all_events as
  select *, day(ts) as on_day from read_csv('events.csv', header = true, columns = {
    event: 'text', person: 'text', unionid: 'text', phone: 'text', anon_id: 'text',
    ts: 'timestamptz', page: 'text', utm_source: 'text', utm_medium: 'text', utm_campaign: 'text',
    channel: 'text', sku: 'text', order_id: 'text', share_id: 'text', left_out: 'boolean'});
create table events as from all_events where not left_out;
create table survey as
  from read_csv('survey.csv', header = true, columns = {
    resp_id: 'text', submit_at: 'timestamptz', duration_s: 'bigint', source: 'text',
    ip_region: 'text', q1: 'text', q2: 'json', q3: 'bigint', q4: 'bigint', q5: 'json', q6: 'text',
    q7: 'text', q8: 'text'});
create table all_members as
  from read_csv('members.csv', header = true, columns = {
    person: 'text', external_userid: 'text', unionid: 'text', phone: 'text', name: 'text',
    joined_at: 'timestamptz', owner: 'text', add_way: 'text', level: 'text', interests: 'json',
    left_out: 'boolean'});
create table members as from all_members where not left_out;
create table posts as
  select *, day(published_at) as on_day from read_csv('posts.csv', header = true, columns = {
    title: 'text', published_at: 'timestamptz', form: 'text', impressions: 'bigint',
    views: 'bigint', ctr: 'decimal(9,3)', likes: 'bigint', comments: 'bigint', saves: 'bigint',
    follows: 'bigint', shares: 'bigint', dwell_s: 'decimal(9,2)', bullets: 'bigint'});
create table ads as
  from read_csv('ads.csv', header = true, columns = {
    date: 'date', channel: 'text', item: 'text', plan: 'text', amount: 'decimal(18,2)',
    impressions: 'bigint', clicks: 'bigint', conversions: 'bigint', sales: 'decimal(18,2)'});
create table costs as
  from read_csv('costs.csv', header = true, columns = {
    date: 'date', channel: 'text', item: 'text', phase: 'text', cost_type: 'text',
    amount: 'decimal(18,2)', hours: 'decimal(9,1)', hourly_rate: 'decimal(18,2)'});
create table budget as
  from read_csv('budget.csv', header = true, columns = {
    item: 'text', planned: 'decimal(18,2)', quadrant: 'text', phase: 'text'});

create table follow_up as
  from read_csv('follow_up.csv', header = true, columns = {
    resp_id: 'text', submit_at: 'timestamptz', duration_s: 'bigint', channel: 'text',
    recommend: 'bigint', logistics: 'bigint', packaging: 'bigint', service: 'bigint',
    quality: 'bigint', ranking: 'text', cheap: 'bigint', good: 'bigint', fast: 'bigint',
    kind: 'bigint'});

create table all_group_members as
  from read_csv('group_members.csv', header = true, columns = {
    person: 'text', external_userid: 'text', group_id: 'text', group_name: 'text',
    joined_at: 'timestamptz', left_at: 'timestamptz', join_way: 'text', invited_by: 'text',
    inviter: 'text', left_out: 'boolean'});
create table group_members as from all_group_members where not left_out;

create table all_messages as
  from read_csv('messages.csv', header = true, columns = {
    message_id: 'text', group_id: 'text', type: 'text', ts: 'timestamptz', text: 'text',
    person: 'text', left_out: 'boolean'});
create table messages as select *, day(ts) as on_day from all_messages where not left_out;

create table all_units as
  from read_csv('experiments.csv', header = true, columns = {
    exp_id: 'text', variant: 'text', person: 'text', exposed_at: 'timestamptz', converted: 'bigint',
    value: 'decimal(18,2)', converted_at: 'timestamptz', left_out: 'boolean'});

create table comments as
  select *, day(ts) as on_day from read_csv('comments.csv', header = true, columns = {
    comment_id: 'text', post_id: 'text', author_id: 'text', ts: 'timestamptz', text: 'text',
    likes: 'bigint', leaks: 'boolean'});

create table products as from read_csv('products.csv', header = true, columns = {
    sku: 'text', name: 'text', category: 'text', price: 'decimal(18,2)', cost: 'decimal(18,2)',
    stock: 'bigint'});
create table items as
  from read_csv('order_items.csv', header = true, columns = {
    platform: 'text', order_id: 'text', person: 'text', paid_at: 'timestamptz', sku: 'text',
    name: 'text', category: 'text', qty: 'bigint', price: 'decimal(18,2)', left_out: 'boolean'});

create table touches_of_notes as
  select * from read_csv('touches.csv', header = true, columns = {
    person: 'text', ts: 'timestamptz', channel: 'text', left_out: 'boolean'});
create table settlements as
  from read_csv('settlements.csv', header = true, columns = {
    platform: 'text', order_id: 'text', settled_at: 'timestamptz', kind: 'text',
    income: 'decimal(18,2)', expense: 'decimal(18,2)'});
create table incidents as
  from read_csv('incidents.csv', header = true, columns = {
    id: 'text', level: 'text', opened_at: 'timestamptz', first_response_at: 'timestamptz',
    closed_at: 'timestamptz'});
create table kols as from read_csv('kols.csv', header = true);

create table orders as
  select *, paid_amount - refund_amount as net, day(paid_at) as on_day
  from all_orders where paid_at is not null and not left_out;
create view in_period as
  from orders where on_day between date '2026-04-10' and date '2026-04-24';
create view in_baseline as
  from orders where on_day between date '2026-03-20' and date '2026-04-03';
create view visits as
  from events where on_day between date '2026-04-10' and date '2026-04-24';
create view visits_before as
  from events where on_day between date '2026-03-20' and date '2026-04-03';
create view first_orders as
  select person, min(on_day) as first_day from orders where person is not null group by person;
create view spend as
  select date, channel, item, '执行' as phase, '显性' as cost_type, amount from ads
  union all
  select date, channel, item, phase, cost_type, amount from costs;
create view days as
  select unnest(generate_series(date '2026-04-10', date '2026-04-24', interval 1 day))::date
    as on_day;

-- The single numbers of the campaign, and of its baseline.
create view revenue as select sum(net) as value from in_period;
create view revenue_before as select sum(net) as value from in_baseline;
create view cost as select sum(amount) as value from spend;
create view new_customers as
  select count(*) as value from first_orders
  where first_day between date '2026-04-10' and date '2026-04-24';
create view new_customers_before as
  select count(*) as value from first_orders
  where first_day between date '2026-03-20' and date '2026-04-03';
create view conversion as
  select count(distinct person) filter (event = 'pay_order') as paid,
    count(distinct person) as visitors from visits;
create view conversion_before as
  select count(distinct person) filter (event = 'pay_order') as paid,
    count(distinct person) as visitors from visits_before;
create view charges as
  select sum(round(net * 0.65, 2)) as goods,
    sum(round(paid_amount * case platform when 'youzan' then 0.01 else 0.02 end, 2)) as fees
  from in_period;
create view profit as
  select r.value - goods - fees - c.value as value from revenue r, cost c, charges;
create view refunds as
  select sum(refund_amount) as refunded, sum(paid_amount) as paid from in_period;
create view nps as
  select sum(case when q3 >= 9 then 100 when q3 <= 6 then -100 else 0 end)::bigint as score,
    count(q3) as answers, count(*) as asked from survey;

-- name: cards
select metric, value, target, against_target, against_baseline from (
  select 1 as place, 'revenue' as metric, r.value::text as value, '100000.00' as target,
    (r.value / 100000 - 1)::text as against_target,
    (r.value::double / b.value::double - 1)::text as against_baseline
  from revenue r, revenue_before b
  union all
  select 2, 'campaign_profit', value::text, '18000.00', (value::double / 18000 - 1)::text, null
  from profit
  union all
  select 3, 'new_customers', n.value::text, '300', (n.value / 300 - 1)::text,
    (n.value / b.value - 1)::text
  from new_customers n, new_customers_before b
  union all
  select 4, 'conversion', part(n.paid, n.visitors), (1.1 * b.paid / b.visitors)::text,
    ((n.paid / n.visitors) / (1.1 * b.paid / b.visitors) - 1)::text,
    ((n.paid / n.visitors) / (b.paid / b.visitors) - 1)::text
  from conversion n, conversion_before b
  union all
  select 5, 'roi', (r.value::double / c.value::double)::text, '6',
    (r.value::double / c.value::double / 6 - 1)::text, null
  from revenue r, cost c
  union all
  select 6, 'nps', (score / answers)::text, '40', (score / answers / 40 - 1)::text, null from nps
) order by place;

-- name: sparkline revenue
select coalesce(sum(net), 0) as value from days left join orders using (on_day)
group by on_day order by on_day;

-- name: sparkline new_customers
select count(person) as value from days left join first_orders on on_day = first_day
group by on_day order by on_day;

-- name: sparkline conversion
select count(distinct person) filter (event = 'pay_order') / count(distinct person) as value
from days join events using (on_day) group by on_day order by on_day;

create view goals as
  select 1 as place, '净销售额' as name, r.value::text as actual, '100000.00' as target,
    (r.value - 100000)::text as gap, (r.value::double / 100000)::text as attainment from revenue r
  union all
  select 2, '活动净利', value::text, '18000.00', (value - 18000)::text,
    (value::double / 18000)::text
  from profit
  union all
  select 3, '新客数', value::text, '300', (value - 300)::text, (value / 300)::text from new_customers
  union all
  select 4, '转化率', part(n.paid, n.visitors), (1.1 * b.paid / b.visitors)::text,
    (n.paid / n.visitors - 1.1 * b.paid / b.visitors)::text,
    ((n.paid / n.visitors) / (1.1 * b.paid / b.visitors))::text
  from conversion n, conversion_before b
  union all
  select 5, '投入产出比', v::text, '6', (v - 6)::text, (v / 6)::text
  from (select r.value::double / c.value::double as v from revenue r, cost c)
  union all
  select 6, '退款率', part(refunded, paid), '0.06/1', (refunded::double / paid::double - 0.06)::text,
    (0.06 / (refunded::double / paid::double))::text
  from refunds
  union all
  select 7, '净推荐值', (score / answers)::text, '40', (score / answers - 40)::text,
    (score / answers / 40)::text
  from nps;

-- name: table goals, without metric status certainty due owner smart earlier earlier_definition
select actual, target, gap, attainment from goals order by place;

-- name: chart goals_attainment
select name, '达成率' as series, attainment::double as value from goals order by place;

-- name: prose verdict 1
select count(*) as v1, count(*) filter (attainment::double >= 1) as v2 from goals;

-- name: chart timeline_visitors
select on_day, '访客数' as series, count(distinct person) as value
from days left join events using (on_day) group by on_day order by on_day;

-- name: chart timeline_order_count
select on_day, '订单数' as series, count(order_id) as value
from days left join orders using (on_day) group by on_day order by on_day;

-- name: chart timeline_revenue
select on_day, '净销售额' as series, coalesce(sum(net), 0) as value
from days left join orders using (on_day) group by on_day order by on_day;

-- name: chart timeline_busy_hours_hours
select ['周一', '周二', '周三', '周四', '周五', '周六', '周日'][weekday] as day, hour,
  count(order_id) as value
from (select unnest(range(1, 8)) as weekday) cross join (select unnest(range(24)) as hour)
left join in_period on weekday = isodow(paid_at at time zone 'Asia/Shanghai')
  and hour = hour(paid_at at time zone 'Asia/Shanghai')
group by weekday, hour order by weekday, hour;

-- name: chart timeline_drivers
with now as (
  select sum(net) as revenue, count(*) as orders, (select visitors from conversion) as visitors
  from in_period
), before as (
  select sum(net) as revenue, count(*) as orders,
    (select visitors from conversion_before) as visitors
  from in_baseline
)
select place, value, change from (
  select 1 as nr, '净销售额' as place, n.revenue::text as value,
    n.revenue::double / b.revenue::double - 1 as change from now n, before b
  union all
  select 2, '净销售额 › 访客数', n.visitors::text, n.visitors / b.visitors - 1 from now n, before b
  union all
  select 3, '净销售额 › 每访客订单数', (n.orders / n.visitors)::text,
    (n.orders / n.visitors) / (b.orders / b.visitors) - 1 from now n, before b
  union all
  select 4, '净销售额 › 每单金额', (n.revenue / n.orders)::decimal(18,2)::text,
    (n.revenue::double / n.orders) / (b.revenue::double / b.orders) - 1 from now n, before b
) order by nr;

-- name: chart timeline_drivers_change
-- Logarithmic mean: w · ln(now/before) of each factor, w = (R₁ − R₀) / ln(R₁/R₀).
with r as (
  select n.value::double as n, b.value::double as b,
    (n.value - b.value)::double / ln(n.value / b.value) as w
  from revenue n, revenue_before b
), o as (
  select (select count(*) from in_period) as n, (select count(*) from in_baseline) as b
), v as (select n.visitors as n, b.visitors as b from conversion n, conversion_before b)
select place, value from (
  select 1 as nr, '净销售额（基期）' as place, value from revenue_before
  union all
  select 2, '访客数', (w * ln(v.n / v.b))::decimal(18,2) from r, v
  union all
  select 3, '每访客订单数', (w * ln((o.n / v.n) / (o.b / v.b)))::decimal(18,2) from r, o, v
  union all
  select 4, '每单金额', (w * ln((r.n / o.n) / (r.b / o.b)))::decimal(18,2) from r, o
  union all
  select 5, '净销售额（本期）', value from revenue
) order by nr;

-- Who got how far within seven days, step by step: the latest start that reaches
-- step k with an event is the latest start of step k − 1 before it.
create table steps as
  select person, channel, epoch_us(ts) as moment, row_number() over (order by epoch_us(ts)) as nr,
    case event when 'view_item' then 1 when 'add_to_cart' then 2 when 'submit_order' then 3
      when 'pay_order' then 4 end as step
  from visits
  where person is not null and event in ('view_item', 'add_to_cart', 'submit_order', 'pay_order');
create table reached_1 as
  select person, moment, step, moment as start_at, nr, channel from steps where step = 1;
create table reached_2 as
  select s.person, s.moment, max(r.start_at) as start_at
  from steps s join reached_1 r on r.person = s.person and r.moment <= s.moment
  where s.step = 2 group by s.person, s.moment, s.nr
  having s.moment - max(r.start_at) <= 7 * 86400000000;
create table reached_3 as
  select s.person, s.moment, max(r.start_at) as start_at
  from steps s join reached_2 r on r.person = s.person and r.moment <= s.moment
  where s.step = 3 group by s.person, s.moment, s.nr
  having s.moment - max(r.start_at) <= 7 * 86400000000;
create table reached_4 as
  select s.person, s.moment, max(r.start_at) as start_at
  from steps s join reached_3 r on r.person = s.person and r.moment <= s.moment
  where s.step = 4 group by s.person, s.moment, s.nr
  having s.moment - max(r.start_at) <= 7 * 86400000000;
-- The chain of a person is the first that attains the person's depth.
create table chains as
  with depths as (
    select person, 1 as depth, moment, start_at from reached_1
    union all select person, 2, moment, start_at from reached_2
    union all select person, 3, moment, start_at from reached_3
    union all select person, 4, moment, start_at from reached_4
  ), deepest as (
    select person, arg_max(depth, (depth, -moment)) as depth,
      arg_max(start_at, (depth, -moment)) as start_at
    from depths group by person
  )
  select d.*, min(r.channel) as channel from deepest d
  join reached_1 r on r.person = d.person and r.moment = d.start_at
  group by all;
create table funnel as
  select n as step, ['浏览', '加购', '下单', '支付'][n] as name, channel,
    count(*) filter (depth >= n) as users
  from chains, (select unnest(range(1, 5)) as n)
  group by grouping sets ((n, channel), (n));
create view funnel_all as
  select *, lag(users) over (order by step) as before, first(users) over (order by step) as entered
  from funnel where channel is null;
create view funnel_groups as
  select *, lag(users) over (partition by channel order by step) as before,
    first(users) over (partition by channel order by step) as entered
  from funnel where channel is not null;

-- name: chart funnel_purchase_funnel
select name, users, part(users, entered) as from_first, part(users, before) as from_previous
from funnel_all order by step;

-- name: table funnel_purchase_steps, without ci_lo ci_hi median_min p90_min gain
select name as step, users, part(users, before) as step_rate, part(users, entered) as cum_rate,
  before - users as loss, part(before - users, before) as loss_rate
from funnel_all order by step;

-- name: table funnel_purchase_by_group
with wide as (
  select channel, sum(users) filter (step = 1) as users_1, sum(users) filter (step = 2) as users_2,
    sum(users) filter (step = 3) as users_3, sum(users) filter (step = 4) as users_4
  from funnel_groups group by channel
)
select channel as "group", users_1, users_2, users_3, users_4,
  part(users_2, users_1) as step_rate_2, part(users_3, users_2) as step_rate_3,
  part(users_4, users_3) as step_rate_4, part(users_4, users_1) as cum_rate
from wide;

-- The step that most are lost at, channel by channel.
-- name: chart funnel_purchase_step_by_group
select channel, part(users, before) as estimate, before as n
from funnel_groups
where step = (select step from funnel_all order by before - users desc limit 1);

-- name: chart channels_conversion_chart
select channel,
  part(count(distinct person) filter (event = 'pay_order'), count(distinct person)) as estimate,
  count(distinct person) as n
from visits group by channel order by n desc;

-- name: table channels_conversion, without low high
select channel, count(distinct person) as "of",
  count(distinct person) filter (event = 'pay_order') as did,
  part(did, count(distinct person)) as rate
from visits group by channel;

-- An order's touches: after the person's order before, at most thirty days old, at its own instant
-- too. Nobody's orders have none.
create table numbered_orders as
  select *, epoch_us(paid_at) as moment, row_number() over (order by person, paid_at, net) as nr
  from in_period;
create table touches as
  with all_touches as (
    select person, channel, epoch_us(ts) as moment, row_number() over () as id
    from (
      select person, channel, ts from events
      union all select person, channel, ts from touches_of_notes where not left_out
    ) where person is not null and channel is not null
  )
  select t.*, o.nr, o.net,
    row_number() over (partition by o.nr order by t.moment, t.channel) as place,
    count(*) over (partition by o.nr) as touched
  from all_touches t
  asof join numbered_orders o on t.person = o.person and t.moment <= o.moment
  where o.moment - t.moment <= 30 * 86400000000;
create table linear as
  with shares as (
    select nr, channel, (any_value(net) * 100)::bigint as cents, count(*) as times,
      any_value(touched) as touched
    from touches group by nr, channel
  ), parts as (
    select *, cents * times // touched as given, cents * times % touched as rest from shares
  )
  select *, given + case when row_number() over (partition by nr order by rest desc, channel)
    <= cents - sum(given) over (partition by nr) then 1 else 0 end as credit
  from parts;
create table credit as
  with channels as (
    select distinct channel from events where channel is not null
    union select distinct channel from touches_of_notes
  ),
  last as (
    select channel, sum(net) as value, count(*) as orders from touches
    where place = touched group by channel
  ), first as (
    select channel, sum(net) as value, count(*) as orders from touches
    where place = 1 group by channel
  ), even as (
    select channel, (sum(credit) / 100)::decimal(18,2) as value, sum(times / touched) as orders
    from linear group by channel
  ), nobody as (
    select sum(net) as value, count(*) as orders from numbered_orders
    where nr not in (select nr from touches)
  )
  select channel, coalesce(last.value, 0) as last_value, coalesce(last.orders, 0) as last_orders,
    coalesce(first.value, 0) as first_value, coalesce(first.orders, 0) as first_orders,
    coalesce(even.value, 0) as linear_value, coalesce(even.orders, 0) as linear_orders
  from channels left join last using (channel) left join first using (channel)
  left join even using (channel)
  union all
  select '未归因', value, orders, value, orders, value, orders from nobody;

-- name: table channels_credit_credits, without markov_value markov_share
select channel, last_value, last_value::double / r.value::double as last_share,
  first_value, first_value::double / r.value::double as first_share,
  linear_value, linear_value::double / r.value::double as linear_share
from credit, revenue r
union all
select '合计', sum(last_value), 1, sum(first_value), 1, sum(linear_value), 1 from credit;

-- name: table channels_credit_orders, without markov_orders
select channel, last_orders, first_orders, round(linear_orders, 6) as linear_orders from credit
union all
select '合计', sum(last_orders), sum(first_orders), round(sum(linear_orders)) from credit;

-- What no channel is known for returns nothing.
-- name: table channels_spend, without revenue_4 return_low return_high advice
select coalesce(nullif(coalesce(c.channel, s.channel), '未归因'), '未分到渠道') as channel,
  coalesce(s.amount, 0) as spend, last_value as revenue_1, first_value as revenue_2,
  linear_value as revenue_3,
  case when c.channel <> '未归因' then last_value::double / s.amount::double end as "return"
from credit c
full join (
  select coalesce(channel, '未归因') as channel, sum(amount) as amount from spend group by 1
) s
  on c.channel = s.channel;

-- Recency, frequency and money of the year to the last day, in fifths between whole values.
create table persons as
  select person, date '2026-04-25' - max(on_day) as r_days, count(distinct on_day) as f,
    sum(net) as m, count(*) as orders
  from orders
  where person is not null and on_day between date '2025-04-25' and date '2026-04-24' and net > 0
  group by person;
create table scored as
  with cuts as (
    select quantile_cont(-r_days, [0.2, 0.4, 0.6, 0.8]) as r,
      quantile_cont(f, [0.2, 0.4, 0.6, 0.8]) as f,
      quantile_cont((m * 100)::double, [0.2, 0.4, 0.6, 0.8]) as m
    from persons
  ), scores as (
    select p.*, 1 + len(list_filter(c.r, lambda x: -r_days > x)) as r,
      1 + len(list_filter(c.f, lambda x: p.f > x)) as f_score,
      1 + len(list_filter(c.m, lambda x: (p.m * 100)::double > x)) as m_score,
      (f_score + m_score + 1) // 2 as fm
    from persons p, cuts c
  )
  select *, case
      when r >= 4 and fm >= 4 then '冠军客户' when r = 1 and fm >= 4 then '不可失去'
      when r <= 2 and fm >= 3 then '流失风险' when r >= 3 and fm >= 3 then '忠诚客户'
      when r = 5 and fm = 1 then '新客' when r = 4 and fm = 1 then '有望客户'
      when r >= 4 then '潜力忠诚' when r = 3 and fm = 2 then '需关注'
      when r = 3 then '即将沉睡' when r = 2 then '沉睡' else '已流失' end as tier
  from scores;

-- name: chart people_tiers_map
select ['FM 1 低', 'FM 2', 'FM 3', 'FM 4', 'FM 5 高'][f.fm] as row,
  ['R 1 很久', 'R 2', 'R 3', 'R 4', 'R 5 最近'][r.r] as col, count(person) as value
from (select unnest(range(1, 6)) as r) r cross join (select unnest(range(1, 6)) as fm) f
left join scored s on s.r = r.r and s.fm = f.fm
group by r.r, f.fm order by f.fm desc, r.r;

-- name: table people_tiers_tiers, without action
select tier, count(*) as n, part(count(*), (select count(*) from persons)) as share,
  sum(m) as revenue, part(sum(m), (select sum(m) from persons)) as revenue_share,
  (sum(m) / sum(orders))::decimal(18,2) as aov, median(r_days) as median_r
from scored group by tier;

-- name: table people_tiers_scores, shared cells
with scores as (
  select 'R 最近购买' as dimension, r as score from scored
  union all select 'F 购买次数', f_score from scored
  union all select 'M 金额', m_score from scored
)
select dimension, count(*) filter (score = 1) as score_1, count(*) filter (score = 2) as score_2,
  count(*) filter (score = 3) as score_3, count(*) filter (score = 4) as score_4,
  count(*) filter (score = 5) as score_5
from scores group by dimension;

-- Who stood where before the campaign and after it.
create table levels as
  with ends as (select unnest([date '2026-04-09', date '2026-04-24']) as on_end),
  sums as (
    select on_end, person, sum(net) as spent, count(*) as n
    from orders join ends on on_day <= on_end where person is not null group by all
  )
  select on_end, person, case when spent >= 500 and n >= 3 then '核心' when n >= 2 then '活跃'
    else '普通' end as tier
  from sums;
create table moves as
  select b.tier as before, a.tier as after
  from (from levels where on_end = date '2026-04-24') a
  full join (from levels where on_end = date '2026-04-09') b using (person);

-- name: table people_levels_tiers, without mean_revenue mean_orders
select coalesce(after, '合计') as tier, count(*) as n,
  case when after is null then '1'
    else part(count(*), (select count(after) from moves)) end as share
from moves where after is not null group by grouping sets ((after), ());

-- name: table people_levels_migration
select case when grouping(before) = 1 then '合计' else coalesce(before, '新增') end as before,
  count(*) filter (after = '核心') as tier_1, count(*) filter (after = '活跃') as tier_2,
  count(*) filter (after = '普通') as tier_3,
  case when grouping(before) = 1 or before is not null then count(*) filter (after is null) end
    as lost,
  count(*) as total
from moves group by grouping sets ((before), ());

-- name: table people_levels_flows, without p
with tiers as (select unnest(['核心', '活跃', '普通']) as tier)
select tier, count(*) filter (before = tier) as before, count(*) filter (after = tier) as after,
  count(*) filter (after = tier) - count(*) filter (before = tier) as net,
  count(*) filter (after = tier and before <> tier) as entered,
  count(*) filter (before = tier and after <> tier) as "left"
from tiers cross join moves group by tier;

create table came as
  select distinct person, strftime(first_day, '%Y-%m') as cohort,
    date_diff('month', date_trunc('month', first_day), date_trunc('month', on_day)) as age
  from orders join first_orders using (person) where on_day <= date '2026-04-24';
create table triangle as
  with sizes as (select cohort, count(distinct person) as size from came group by cohort),
  ages as (
    select cohort, size,
      unnest(range(date_diff('month', (cohort || '-01')::date, date '2026-04-01') + 1)) as age
    from sizes
  )
  select a.cohort, size, a.age, count(person) as retained,
    (a.cohort || '-01')::date + to_months(a.age::int + 1) <= date '2026-04-25' as is_over
  from ages a left join came c on c.cohort = a.cohort and c.age = a.age
  -- A year of ages is shown.
  where a.age < 12 group by all;

-- name: chart people_cohorts_triangle
select cohort, age, size, case when is_over then part(retained, size) end as rate
from triangle order by cohort, age;

-- name: table people_cohorts_rates
pivot (
  select cohort, size, 'age_' || age as age, case when is_over then part(retained, size) end as rate
  from triangle
  union all
  select '合计', (select sum(size) from triangle where age = 0), 'age_' || age,
    part(sum(retained) filter (is_over), sum(size) filter (is_over))
  from triangle group by age
) on age using any_value(rate) group by cohort, size;

create table sold as
  select i.order_id, sku, name, qty, qty * price as amount, o.person
  from items i join in_period o using (order_id);
create table board as
  with whole as (select order_id, sum(qty) as pieces from sold group by order_id),
  parts as (
    select sku, name, order_id, any_value(person) as person, sum(amount) as amount, sum(qty) as qty
    from sold group by grouping sets ((sku, name, order_id), (order_id))
  ), times as (
    select sku, person, count(*) as n from parts where person is not null group by sku, person
  )
  select sku, name, sum(amount) as revenue, sum(qty) as units, count(*) as orders,
    count(distinct p.person) as buyers, sum(pieces) / count(*) as items_per_order,
    (select count(*) from times t where t.sku is not distinct from p.sku and n > 1)
      / count(distinct p.person) as repeat_rate
  from parts p join whole using (order_id) group by sku, name;

-- name: table people_products_board, without listed
select * from (
  select sku as product_1, name as product_2, revenue::decimal(18,2) as revenue,
    (revenue / (select sum(amount) from sold))::double as share, units, orders, buyers,
    items_per_order, repeat_rate
  from board where sku is not null order by revenue desc limit 20
)
union all
select '合计', '', revenue::decimal(18,2), 1, units, orders, buyers, items_per_order, repeat_rate
from board where sku is null;

-- name: chart people_products_revenue
select sku || ' · ' || name as place, '销售额' as series, revenue::decimal(18,2) as value
from board where sku is not null order by revenue desc limit 10;

create view leaders as
  with firsts as (
    select person, min(paid_at) as first_at from orders where person is not null group by person
  ), led as (
    select distributor, count(*) as orders, count(distinct o.person) as buyers,
      count(distinct case when paid_at = first_at then o.person end) as new_customers,
      sum(net) as net
    from in_period o left join firsts f on f.person = o.person
    where distributor is not null group by grouping sets ((distributor), ())
  )
  select *, case when distributor is not null
    then round(net * case when net >= 5000 then 0.08 else 0.05 end, 2) end as due
  from led;

-- name: table people_leaders_board
select coalesce(distributor, '合计') as leader, orders, buyers, new_customers, net,
  net::double / (select net::double from leaders where distributor is null) as share,
  coalesce(due, (select sum(due) from leaders)) as commission
from leaders
qualify distributor is null or row_number() over (order by distributor is null, net desc) <= 20;

-- name: chart people_leaders_net
select distributor as place, '净销售额' as series, net as value from leaders
where distributor is not null and buyers >= 5 order by net desc limit 10;

create view kinds as
  select case when person is null then '不知是谁' when first_day < date '2026-04-10' then '老客'
    else '新客' end as kind, person, net
  from in_period left join first_orders using (person);

-- name: table people_newcomers_kinds
with whole as (select sum(net)::double as total, count(distinct person) as everybody from kinds)
select coalesce(kind, '合计') as kind,
  case when kind is distinct from '不知是谁' then count(distinct person) end as people,
  case when kind is distinct from '不知是谁' then count(distinct person) / any_value(everybody) end
    as people_share,
  count(*) as "rows", sum(net) as value, sum(net)::double / any_value(total) as value_share
from kinds, whole group by grouping sets ((kind), ());

-- Who opened a link that somebody else had shared before, and what they then bought.
create view links as
  select share_id, arg_min(person, ts) as sharer, min(ts) as shared_at, count(*) as shares
  from visits where event = 'share' and person is not null group by share_id;
create table followed as
  select v.person, v.ts, sharer from visits v join links using (share_id)
  where event <> 'share' and person is not null and person <> sharer and ts >= shared_at;
create table brought as
  select order_id, person from orders
  where exists (
    from followed f where f.person = orders.person and f.ts <= paid_at
      and epoch_us(paid_at) - epoch_us(f.ts) <= 7 * 86400000000
  );

-- name: table people_shared_backflow, without ci_lo ci_hi
select '分享' as what, sum(shares) as times, count(distinct sharer) as people, null as rate
from links
union all
select '回流访问', count(*), count(distinct person), count(*) / (select sum(shares) from links)
from followed
union all
select '回流订单', count(*), count(distinct person),
  round(count(*) / (select count(*) from followed), 12)
from brought;

-- Days on which somebody bought; the first, and whether another followed soon enough.
create table order_days as
  select distinct person, on_day,
    lag(on_day) over (partition by person order by on_day) as before,
    min(on_day) over (partition by person) as first_day
  from (select distinct person, on_day from orders where person is not null and net > 0);

-- name: table people_repeat_rates, without ci_lo ci_hi
with windows as (select unnest([30, 60, 90]) as days),
gaps as (select median(on_day - before) as gap from order_days where before is not null),
bought as (
  select person, first_day, min(on_day) filter (on_day > first_day) - first_day as again
  from order_days group by person, first_day
)
select days || ' 天内' as "window", count(*) as eligible,
  count(*) filter (again <= days) as repeaters, part(count(*) filter (again <= days), count(*)) as rate,
  any_value(gap) as gap_days
from windows join bought on first_day + days::int <= date '2026-04-24', gaps group by days
union all
select '不限（期间口径）', count(*), count(again), part(count(again), count(*)), any_value(gap)
from bought, gaps;

create table group_days as
  select on_day, count(distinct m.person) as dau,
    (
      select count(*) from group_members g
      where day(g.joined_at) <= d.on_day and coalesce(day(g.left_at) > d.on_day, true)
    ) as members
  from days d left join messages m using (on_day) group by on_day;

-- name: chart people_activity_people
-- Thirty days back there are messages from 2026-04-18 on.
select on_day, '当日' as series, dau as value from group_days
union all
select on_day, '近 7 天', (
    select count(distinct person) from messages m where m.on_day between d.on_day - 6 and d.on_day)
from group_days d
union all
select on_day, '近 30 天', case when on_day - 29 >= (select min(on_day) from messages) then (
    select count(distinct person) from messages m where m.on_day between d.on_day - 29 and d.on_day)
  end
from group_days d;

-- name: table people_activity_means, without stickiness
select count(*) as days, avg(dau) as dau, avg(dau / members) as share from group_days;

-- Who joined in the campaign, by how many invitations lie between them and somebody who came alone.
create table joined as
  select person, joined_at, inviter from group_members
  where day(joined_at) between date '2026-04-10' and date '2026-04-24';
create table generations as
  with recursive found as (
    select j.person, j.joined_at, 0 as generation from joined j
    where not exists (from joined i where i.person = j.inviter and i.joined_at < j.joined_at)
    union all
    select j.person, j.joined_at, generation + 1
    from joined j join found f on f.person = j.inviter and f.joined_at < j.joined_at
  )
  select generation, count(*) as members from found group by generation;

-- name: chart people_invitations_generations
select case generation when 0 then '自己加入' else '第 ' || generation || ' 代' end as place,
  '成员' as series, members as value
from generations order by generation;

-- name: table people_invitations_levels, without remark
select case generation when 0 then '自己加入' else '第 ' || generation || ' 代' end as generation,
  members, lead(members) over (order by g.generation) / members as k
from generations g order by g.generation;

-- name: finding people 2, without v2 v3
-- Of those whose seven days were over by the end of 2026-04-24, how many each brought in that time.
with brought as (
  select i.person, count(j.person) as n
  from joined i left join joined j on j.inviter = i.person
    and j.joined_at between i.joined_at and i.joined_at + interval 7 day
  where i.joined_at + interval 7 day <= timestamptz '2026-04-25 00:00:00+08'
  group by i.person
), sums as (
  select avg(n) as k, stddev_samp(n) / sqrt(count(*)) as error, count(*) as n from brought
)
select k as v1,
  part((select sum(members) filter (generation > 0) from generations),
    (select sum(members) from generations)) as v4
from sums;

-- Kaplan and Meier: the product of what is left at each day on which somebody leaves.
create table stays as
  select join_way, date_diff('day', day(joined_at), coalesce(day(left_at), date '2026-04-24')) as d,
    left_at is not null as gone
  from group_members where day(joined_at) <= date '2026-04-24';
create table curve as
  with all_stays as (
    select coalesce(join_way, '全部成员') as name, d, count(*) filter (gone) as gone, count(*) as n
    from stays group by grouping sets ((join_way, d), (d))
  ), risk as (
    select *, sum(n) over (partition by name order by d desc) as at_risk from all_stays
  )
  select name, d, product(1 - gone / at_risk) over (partition by name order by d) as share,
    sum(n) over (partition by name) as members
  from risk;

-- name: table people_staying_medians
select name as "group", any_value(members) as members, min(d) filter (share <= 0.5) as median,
  coalesce(arg_max(share, d) filter (d <= 7), 1) as day_7,
  coalesce(arg_max(share, d) filter (d <= 30), 1) as day_30,
  coalesce(arg_max(share, d) filter (d <= 90), 1) as day_90
from curve group by name;

-- name: finding people 3
with month as (
  select name, any_value(members) as members, coalesce(arg_max(share, d) filter (d <= 30), 1) as s
  from curve where name <> '全部成员' group by name
)
select any_value(members) filter (s = low) as v1, low as v2, high as v3
from month, (select min(s) as low, max(s) as high from month) group by low, high;

create view scores as
  select coalesce(q1, '总体') as "group", count(q3) as n, count(*) - count(q3) as missing,
    count(*) filter (q3 >= 9) as promoters, count(*) filter (q3 between 7 and 8) as passives,
    count(*) filter (q3 <= 6) as detractors,
    100 * (count(*) filter (q3 >= 9) - count(*) filter (q3 <= 6)) / count(q3) as nps
  from survey group by grouping sets ((q1), ());

-- name: chart voice_recommendation_nps
select "group", nps, n from scores;

-- name: table voice_recommendation_scores, without ci_lo ci_hi
from scores;

create view follow_up_scores as
  select coalesce(channel, '总体') as "group", count(recommend) as n,
    count(*) - count(recommend) as missing, count(*) filter (recommend >= 9) as promoters,
    count(*) filter (recommend between 7 and 8) as passives,
    count(*) filter (recommend <= 6) as detractors,
    100 * (count(*) filter (recommend >= 9) - count(*) filter (recommend <= 6))
      / count(recommend) as nps
  from follow_up group by grouping sets ((channel), ());

-- name: chart voice_after_sales_nps
select "group", nps, n from follow_up_scores;

-- name: table voice_after_sales_scores, without ci_lo ci_hi
from follow_up_scores;

create table named as
  with words(keyword, pattern) as (values ('漏液', '漏液|湿了'), ('配送', '配送|物流|快递|\bdelivery\b'),
    ('价格', '价格|贵|\bexpensive\b'))
  select d.on_day, keyword, count(text) filter (regexp_matches(lower(text), pattern)) as n,
    count(text) as texts
  from (
    select unnest(generate_series(min(on_day), max(on_day), interval 1 day))::date as on_day
    from comments
  ) d cross join words left join comments c using (on_day)
  group by d.on_day, keyword;

-- name: chart voice_complaints_mentions
select on_day, keyword as series, n as value from named;

-- name: table voice_complaints_keywords, without growth surges
select keyword, sum(n) as n, part(sum(n), sum(texts)) as share from named group by keyword;

-- name: finding voice 2, without v3
-- What seven days before let expect, no more and no fewer comments than usual.
with surges as (
  select on_day as v1, n as v2,
    avg(n) over (partition by keyword order by on_day rows between 7 preceding and 1 preceding)
      as expected
  from named where keyword = '漏液'
)
select v1, v2 from surges order by v2 - expected desc limit 1;

-- name: finding voice
with others as (
  select g.*, t.promoters - g.promoters as p, t.detractors - g.detractors as d, t.n - g.n as m
  from follow_up_scores g, (from follow_up_scores where "group" = '总体') t
  where g."group" <> '总体'
)
select nps as v1, 100 * (p - d) / m as v2, 100 * (p - d) / m - nps as v3
from others order by nps limit 1;

create table answered as
  select *, case level when 'A' then 60 when 'B' then 240 else 1440 end as minutes,
    date_diff('microsecond', opened_at,
      coalesce(first_response_at, timestamptz '2026-04-25 00:00:00+08')) / 60000000 as took
  from incidents;

-- name: table voice_responses_levels, without low high p50 p90 open_p50 open_p90 max
select coalesce(level, '合计') as level,
  case when level is not null then any_value(minutes) end as "limit",
  count(*) as n,
  count(*) filter (first_response_at is null and took <= minutes) as pending,
  count(*) filter (first_response_at is not null and took <= minutes) as hits,
  count(*) filter (first_response_at is not null and took <= minutes)
    / count(*) filter (not (first_response_at is null and took <= minutes)) as hit_rate
from answered group by grouping sets ((level), ());

-- name: finding voice 3, without v3 v4
select part(count(*) filter (first_response_at is not null and took <= 60), count(*)) as v1,
  count(*) filter (took > 60) as v2
from answered where level = 'A';

create view reasons as
  with given as (
    select distinct resp_id, unnest(from_json(q5, '["VARCHAR"]')) as option from survey
  )
  select option, count(*) as n,
    part(count(*), (select count(*) from survey where q5 is not null)) as share,
    count(*) / (select count(*) from given) as share_of_selections
  from given group by option;

-- name: chart voice_reasons_shares
select option, '占回答者' as series, share from reasons;

-- name: table voice_reasons_answers, without ci_lo ci_hi
from reasons;

-- Who saw both variants counts for neither.
create table arms as
  with units as (
    select exp_id, person, any_value(variant) as variant, max(converted) as converted
    from all_units where not left_out group by exp_id, person having count(distinct variant) = 1
  )
  select exp_id, variant, count(*) as n, sum(converted) as x,
    first(sum(converted) / count(*)) over (partition by exp_id order by variant) as base
  from units group by exp_id, variant;

-- name: table experiments_trials_1, without diff_lo diff_hi p mde decision
select variant, n, x, x / n as value, case when variant <> 'A' then x / n - base end as diff,
  case when variant <> 'A' then x / n / base - 1 end as lift
from arms where exp_id = '结算页满减进度' order by variant;

-- name: table experiments_trials_2, without diff_lo diff_hi p mde decision
select variant, n, x, x / n as value, case when variant <> 'A' then x / n - base end as diff,
  case when variant <> 'A' then x / n / base - 1 end as lift
from arms where exp_id = '首页头图' order by variant;

-- name: chart experiments_trials_differences
select exp_id || ' · ' || variant as name, x / n - base as estimate, n from arms where variant <> 'A';

-- name: finding experiments, without v3 v4
select part(x, n) as v1, part(x0, n0) as v2
from (
  select *, lag(n) over (order by variant) as n0, lag(x) over (order by variant) as x0
  from arms where exp_id = '结算页满减进度'
) where variant = 'B';

-- Messages of the people who are not left out, day by day.
create view chatter as
  select avg(n) filter (on_day <= date '2026-04-09') as before,
    avg(n) filter (on_day >= date '2026-04-10') as after
  from (select on_day, count(*) as n from messages group by on_day);

-- name: prose experiments 5, without v4 v5
select before as v1, after as v2, after - before as v3 from chatter;

-- name: table experiments_chatter_effects, some rows, without lo hi p
select '前后差异' as effect, before, after, after - before as value,
  after / before - 1 as relative, 21 as n_before, 15 as n_after
from chatter;

-- name: finding experiments 2, without v1 v2
select before as v3 from chatter;

-- name: prose experiments 7
select part(count(person), count(*)) as v1 from all_units where not left_out;

create view shown_posts as
  select *, likes + comments + shares + saves as engagements from posts
  where on_day between date '2026-04-10' and date '2026-04-24';

-- name: chart content_posts_engagement
select form, '互动率' as series, part(sum(engagements), sum(views)) as value
from shown_posts group by form;

-- name: table content_posts_forms
select coalesce(form, '合计') as form, count(*) as posts, sum(impressions) as impressions,
  sum(views) as views, sum(likes) as likes, sum(comments) as comments, sum(shares) as shares,
  sum(saves) as saves, part(sum(engagements), sum(views)) as engagement_rate
from shown_posts group by grouping sets ((form), ());

-- name: table content_posts_top
select title, form, on_day as published_at, impressions, views, likes, comments, shares, saves,
  part(engagements, views) as engagement_rate
from shown_posts order by views desc limit 10;

-- name: finding content
select count(*) as v1, count(*) filter (is_vetoed) as v2,
  sum(cost) filter (is_vetoed)::double / sum(cost)::double as v3
from (
  select *, notes_alive / notes_total < 0.9 or notes_ad / notes_total > 0.3 or not credential
    as is_vetoed
  from kols
);

-- name: prose content 1
select count(*) as v1 from kols
where fans < 10000 or fans between 50000 and 99999 or fans between 500000 and 999999;

-- name: table content_creator_scores_vetoes
select kol as item, concat_ws('；',
    case when notes_alive / notes_total < 0.9 then '笔记存活率低于 90%' end,
    case when notes_ad / notes_total > 0.3 then '广告占比高于 30%' end,
    case when not credential then '无专业资质' end) as reason
from kols
where notes_alive / notes_total < 0.9 or notes_ad / notes_total > 0.3 or not credential;

create view lines as
  select item, planned, actual from budget
  full join (select item, sum(amount) as actual from spend group by item) using (item);

-- name: table money_budget_lines_budget, without status remark
select coalesce(item, '合计') as item, sum(planned) as planned, sum(actual) as actual,
  sum(actual) - sum(planned) as difference,
  part(sum(actual) - sum(planned), sum(planned)) as deviation
from lines group by grouping sets ((item), ());

-- name: chart money_budget_lines_budget_chart
select item, series, value
from lines, lateral (values ('预算', planned), ('实际', actual)) as m(series, value);

create table matched as
  select coalesce(o.order_id, s.order_id) as order_id, paid_amount as ours, income as theirs,
    coalesce(income, 0) - coalesce(paid_amount, 0) as difference,
    case when income is null then '对方没有' when paid_amount is null then '我方没有'
      when income = paid_amount then '一致' else '金额不同' end as state
  from in_period o
  full join (
    select order_id, sum(income) as income from settlements where kind = 'sale' group by 1
  ) s using (order_id);

-- name: table money_reconciliation_summary
select state, count(*) as keys, sum(ours) as ours, sum(theirs) as theirs,
  sum(difference) as difference
from matched group by state;

-- name: table money_reconciliation_differences
select order_id as key, state, ours, theirs, difference
from matched where state <> '一致' order by abs(difference) desc, order_id limit 10;

-- name: finding money 2
select -sum(difference) as v1,
  part(-sum(difference), (select sum(paid_amount) from in_period)) as v2, count(*) as v3
from matched where state in ('对方没有', '金额不同') and difference < 0;

-- From what was ordered to what was earned.
create table waterfall as
  with counted as (
    select *, coalesce(paid_at, created_at) as counted_at,
      case when paid_at is not null then paid_amount
        else goods_amount + freight - discount end as placed
    from all_orders where not left_out
  ), amounts as (
    select sum(placed) as placed, sum(paid_amount) filter (paid_at is not null) as paid
    from counted where day(counted_at) between date '2026-04-10' and date '2026-04-24'
  ), steps as (
    select 1 as nr, '下单 GMV' as step, placed as amount from amounts
    union all select 2, '未付/关闭', paid - placed from amounts
    union all select 4, '退款', -refunded from refunds
    union all select 6, '平台扣点和佣金', -fees from charges
    union all select 7, '商品成本', -goods from charges
    union all select 8, '投放', -sum(amount) from ads
    union all select 9, '物料/人力', -sum(amount) from costs
  ), balances as (select *, sum(amount) over (order by nr) as balance from steps)
  from balances
  union all select 3, '实付', balance, balance from balances where nr = 2
  union all select 10, '活动净利', balance, balance from balances where nr = 9;

-- name: table money_profit_steps
select step, amount::decimal(18,2) as amount, balance::decimal(18,2) as balance
from waterfall order by nr;

-- name: table money_profit_rates
with margin as (select balance as value from waterfall where nr = 7)
select rate, value from (
  select 1 as nr, '退款率（退款 ÷ 实付）' as rate, part(refunded, paid) as value from refunds
  union all
  select 2, '毛利率（净收入减商品成本、补贴和扣点）', part(m.value, r.value)
  from margin m, revenue r
  union all
  select 3, '按它算的保本倍数（1 ÷ 毛利率）', (r.value::double / m.value::double)::text
  from margin m, revenue r
  union all
  select 4, '净利率（净利 ÷ 净收入）', part(p.value, r.value) from profit p, revenue r
) order by nr;

-- name: chart money_profit_waterfall
select step, amount::decimal(18,2) as amount from waterfall order by nr;

-- name: chart money_spend_tree
select '全部费用' || coalesce(' › ' || cost_type, '') || coalesce(' › ' || phase, '')
    || coalesce(' › ' || item, '') as place, sum(amount) as value,
  case when cost_type is not null then part(sum(amount), (select value from cost)) end as share
from spend group by rollup (cost_type, phase, item);

-- name: table money_roi, without notation
select value from (
  select 1 as place, (r.value::double / c.value::double)::text as value from revenue r, cost c
  union all select 2, (r.value::double / c.value::double)::text from revenue r, cost c
  union all select 3, (r.value::double / c.value::double - 1)::text from revenue r, cost c
  union all select 4, (0.35 * r.value::double / c.value::double - 1)::text from revenue r, cost c
  union all select 5, (1 / 0.35)::text
  union all select 6, value::text from revenue
  union all select 7, value::text from cost
) order by place;

-- name: table appendix_lineage, some rows, without files last
select 'orders' as dataset, count(*) as rows from orders
union all select 'buyers', count(*) from first_orders
union all select 'members', count(distinct external_userid) from members
union all select 'events', count(*) from events
union all select 'survey', count(*) from survey
union all select 'posts', count(*) from posts
union all select 'ads', count(*) from ads
union all select 'costs', count(*) from costs
union all select 'spend', count(*) from spend
union all select 'budget', count(*) from budget
union all select 'tiers', count(*) from persons;

-- name: receipts
select 'revenue' as id, value::text as value, null as numerator, null as denominator,
  (select count(*) from in_period) as n from revenue
union all
select 'campaign_profit', value::text, null, null,
  (select count(*) from in_period) + (select count(*) from spend)
from profit
union all select 'new_customers', value::text, null, null, value from new_customers
union all
select 'conversion', part(paid, visitors), paid::text, visitors::text, (select count(*) from visits)
from conversion
union all
select 'roi', (r.value::double / c.value::double)::text, null, null,
  (select count(*) from in_period) + (select count(*) from spend)
from revenue r, cost c
union all select 'nps', (score / answers)::text, score::text, answers::text, asked from nps
union all
select 'refund_rate', part(refunded, paid), refunded::text, paid::text,
  (select count(*) from in_period)
from refunds
union all
select 'conversion@channel=' || channel,
  part(count(distinct person) filter (event = 'pay_order'), count(distinct person)),
  (count(distinct person) filter (event = 'pay_order'))::text, count(distinct person)::text,
  count(*)
from visits group by channel
union all
select 'revenue@credit=' || channel, last_value::text, null, null, null
from credit where channel <> '未归因'
union all
select 'revenue@everybody', sum(paid_amount - refund_amount)::text, null, null, count(*)
from all_orders where day(paid_at) between date '2026-04-10' and date '2026-04-24'
union all select 'cost', value::text, null, null, (select count(*) from spend) from cost
union all select 'order_count', count(*)::text, null, null, count(*) from in_period
union all
select 'budget_deviation', part(sum(actual) - sum(planned), sum(planned)),
  (sum(actual) - sum(planned))::text, sum(planned)::text, count(*)
from lines
union all
select 'budget_deviation@item=' || item, part(actual - planned, planned),
  (actual - planned)::text, planned::text, 1
from lines where abs(actual - planned) / planned > 0.10
union all
select 'refund_rate@platform=' || case platform when 'youzan' then '有赞' else '淘宝' end
    || ',' || on_day,
  part(refunded, paid), refunded::text, paid::text, n
from (
  select *, refunded / paid > 0.08 and lag(refunded / paid > 0.08) over days as is_second
  from (
    select platform, on_day, sum(refund_amount) as refunded, sum(paid_amount) as paid, count(*) as n
    from in_period group by platform, on_day
  ) window days as (partition by platform order by on_day)
) where is_second qualify row_number() over (partition by platform order by on_day desc) = 1;

-- name: finding people, without v3
select count(*) filter (is_lapsed) as v1, count(*) as v2,
  sum(net) filter (is_lapsed) as v4,
  part(sum(net) filter (is_lapsed), sum(net)) as v5
from (
  select sum(net) as net, max(on_day) < date '2026-04-25' - 90 as is_lapsed
  from orders where person is not null group by person
);

-- name: finding channels, without v3 v4
select part(paid, visitors) as v1, part(all_paid - paid, all_visitors - visitors) as v2
from (
  select count(distinct person) filter (event = 'pay_order') as paid,
    count(distinct person) as visitors,
    sum(paid) over () as all_paid, sum(visitors) over () as all_visitors
  from visits group by channel
) order by paid / visitors desc limit 1;

-- name: finding channels 2, without v2
select last_value::double / r.value::double as v1 from credit, revenue r where channel = '种草笔记';

-- name: finding timeline, without v3 v4
select on_day as v1, count(*) as v2 from in_period group by on_day order by v2 limit 1;

-- name: finding funnel, without v4
select before as v1, before - users as v2, part(before - users, before) as v3
from funnel_all order by before - users desc limit 1;

-- name: finding next
select part(actual - planned, planned) as v1
from lines where abs(actual - planned) / planned > 0.10 order by actual - planned desc limit 1;

-- name: finding money
select actual as v1, planned as v2, actual - planned as v3, part(actual - planned, planned) as v4
from lines where (actual - planned) / planned > 0.10;

-- name: prose voice 1, without v2 v3
select score / answers as v1, answers as v4, asked - answers as v5 from nps;

create view satisfied as
  select q1, q4 from survey where q4 is not null;

-- name: prose voice 2, without v2 v3
select avg(q4) as v1, count(*) filter (q4 >= 4) / count(*) as v4, count(*) as v5,
  (select count(*) from survey) - count(*) as v6
from satisfied;

-- name: chart voice_satisfied_points
select point::text as place, '人数' as series, count(q4) as value
from (select unnest(range(1, 6)) as point) left join satisfied on q4 = point
group by point order by point;

-- name: table voice_satisfied_scores, shared cells, without ci_lo ci_hi sd
select coalesce(q1, '总体') as "group", count(q4) as n, count(*) - count(q4) as missing,
  avg(q4) as mean, count(*) filter (q4 >= 4) / count(q4) as top_two,
  count(*) filter (q4 <= 2) / count(q4) as bottom_two, top_two - bottom_two as net
from survey group by grouping sets ((q1), ());

-- name: prose voice 4, without v2 v3 v4 v5 v6
select count(q8) as v1 from survey;

-- name: table voice_feelings_sentiment, without positive_share negative_share negative_lo negative_hi coverage
select coalesce(q1, '总体') as "group", count(q8) as n
from survey group by grouping sets ((q1), ()) having count(q8) >= 10;

-- name: prose voice 6, without v2 v3 v4 v5 v6
select count(*) as v1 from (select distinct author_id, text from comments);

-- name: table voice_opinions_sentiment, without positive_share negative_share negative_lo negative_hi coverage
select '总体' as "group", count(*) as n from (select distinct author_id, text from comments);

-- name: prose voice 5, without v2 v3
select nps as v1, n as v4, missing as v5 from follow_up_scores where "group" = '总体';

create view who as
  select platform as dataset, left_out, person from all_orders
  union all select 'members', left_out, external_userid from all_members
  union all select 'group_members', left_out, person from all_group_members
  union all select 'messages', left_out, person from all_messages
  union all select 'experiments', left_out, person from all_units
  union all select 'seen_notes', left_out, person from touches_of_notes
  union all select 'youzan_items', left_out, person from items where platform = 'youzan'
  union all select 'events', left_out, person from all_events;

-- name: table appendix_people
select dataset, count(*) as rows, count(*) filter (left_out) as left_out,
  count(person) filter (not left_out) as known,
  part(count(person) filter (not left_out), count(*) filter (not left_out)) as share,
  0 as unclear, 0 as masked
from who group by dataset;

-- name: table appendix_values
with missing(dataset, question, n) as (
  select 'survey', 'q1', count(*) filter (q1 is null) from survey
  union all select 'survey', 'q2', count(*) filter (q2 is null) from survey
  union all select 'survey', 'q3', count(*) filter (q3 is null) from survey
  union all select 'survey', 'q4', count(*) filter (q4 is null) from survey
  union all select 'survey', 'q5', count(*) filter (q5 is null) from survey
  union all select 'survey', 'q6', count(*) filter (q6 is null) from survey
  union all select 'survey', 'q7', count(*) filter (q7 is null) from survey
  union all select 'survey', 'q8', count(*) filter (q8 is null) from survey
  union all
  select 'follow_up', 'q2', count(*) filter (recommend is null) from follow_up
  union all
  select 'follow_up', 'q4', count(*) filter (ranking is null) from follow_up
)
select dataset, question as "column", 0 as lower_bounds, 0 as masked,
  0 as unknown_words, 0 as zero_dates, '未填 ' || n as reasons
from missing where n > 0;

-- name: prose appendix 2
-- The sample's keys contradict each other nowhere.
select count(distinct person) as v1, 0 as v2, 0 as v3
from (
  select person from all_orders where not left_out
  union all select person from events
  union all select person from members
);

-- name: prose appendix 3
select (select count(distinct external_userid) from all_members where left_out) as v1,
  (select count(*) from who where left_out) as v2,
  (
    select sum(paid_amount - refund_amount) from all_orders
    where day(paid_at) between date '2026-04-10' and date '2026-04-24'
  ) as v3,
  (select value from revenue) as v4;

-- name: prose appendix 4
select count(*) as v1, part(count(*) filter (utm_source is null), count(*)) as v2,
  part(count(*) filter (utm_source is null), count(*)) as v3, part(0, count(*)) as v4
from events;

-- name: prose goals 1
select (select part(count(person), count(*)) from in_period) as v1,
  (select part(count(person), count(*)) from visits) as v2;

-- name: prose timeline 2
select part(count(person), count(*)) as v1 from visits;

-- name: prose timeline 1, without v3 v4 v5
select count(*) filter (hour(paid_at at time zone 'Asia/Shanghai') in (19, 20)) as v1,
  count(*) as v2
from in_period;

-- name: prose funnel 2
select part(count(person), count(*)) as v1 from visits;

create view all_contacts as
  select person, on_day from events
  union all
  select person, day(ts) from touches_of_notes where not left_out;

-- name: prose channels 2
select (select part(count(person), count(*)) from visits) as v1,
  (select part(count(person), count(*)) from in_period) as v2,
  (
    select part(count(person), count(*)) from all_contacts
    where on_day between date '2026-04-10' and date '2026-04-24'
  ) as v3,
  (
    select part(count(*) filter (person in (select person from all_contacts)), count(*))
    from in_period
  ) as v4;

-- name: prose people 1, without v3 v4
select count(*) as v1, part(count(*) filter (later < earlier), count(*)) as v2,
  part(count(*) filter (later = earlier), count(*)) as v5,
  part(count(*) filter (later > earlier), count(*)) as v6
from (
  select list_position(['核心', '活跃', '普通'], after) as later,
    list_position(['核心', '活跃', '普通'], before) as earlier
  from moves where before is not null and after is not null
);

-- name: prose people 2
select (select count(*) from board where sku is not null) as v1,
  revenue::decimal(18,2) as v2, items_per_order as v3
from board where sku is null;

-- name: prose people 3
select count(*) as v1 from products where sku not in (select sku from sold);

-- name: prose people 4
select (select count(*) from leaders where distributor is not null) as v1,
  (select sum(due) from leaders) as v2;

-- name: prose people 5
with said as (
  select person from messages where on_day between date '2026-04-10' and date '2026-04-24'
)
select (select part(count(person), count(*)) from in_period) as v1,
  (select part(count(person), count(*)) from said) as v2,
  (select part(count(*), count(*)) from joined) as v3,
  (select part(count(person), count(*)) from visits) as v4,
  (select part(count(person), count(*)) from sold) as v5,
  (
    select part(count(*) filter (person in (select person from group_members)), count(*)) from said
  ) as v6;

-- name: table why_hypotheses, without hypothesis plan metric result turn decision owner
select actual from (
  select 1 as place, part(paid, visitors) as actual from conversion
  union all
  select 2, count(order_id)::text from in_period
  union all
  select 3, value::text from revenue
) order by place;

-- name: table why_run_sheet, without step owner planned_start
select planned, actual, start_slip, own_delay
from (values (1, 30, 35, 0, 5), (2, 30, 25, 10, 0), (3, 10, 35, 5, 25), (4, 50, 40, 30, -10),
  (5, 30, 25, 0, -5)) as steps(place, planned, actual, start_slip, own_delay)
order by place;

-- name: prose why 1
select 25 as v1;
