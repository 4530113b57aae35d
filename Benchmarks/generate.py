"""Writes the inputs of a workload: generate.py WORKLOAD SCALE FOLDER.

The same bytes each time: everything is drawn from fixed seeds. SCALE 1 is the full size; a smaller
one has fewer rows and fewer people.
"""

import os
import sys
from datetime import datetime, timedelta

import numpy as np

BLOCK = 250_000
CHANNELS = ["社群", "小红书", "抖音", "视频号", "直播间", "公众号", "搜索", "天猫"]
CHANNEL_SHARES = [0.22, 0.18, 0.2, 0.1, 0.12, 0.06, 0.05, 0.07]
CITIES = (
    "上海 北京 广州 深圳 杭州 成都 南京 武汉 苏州 重庆 西安 长沙 天津 郑州 青岛 宁波 合肥 厦门 福州 无锡 "
    "济南 大连 沈阳 佛山 东莞 昆明 南昌 温州 哈尔滨 石家庄 乌鲁木齐 呼和浩特"
).split()
CATEGORIES = "护肤 彩妆 香氛 家居 零食 茶饮 母婴 文具".split()
ITEMS = "面霜 口红 香薰 抱枕 坚果 花茶 湿巾 手账 礼盒 精华 散粉 蜡烛".split()
STATUSES = ["done", "paid", "sent", "refund", "closed"]
STATUS_SHARES = [0.58, 0.14, 0.12, 0.07, 0.09]
QUOTED = [
    '"请放门口, 谢谢"',
    '"周末送, 工作日没人"',
    '"写贺卡: ""生日快乐"""',
    '"要发票, 抬头单位"',
    '"送妈妈的, 别放价签"',
    '"""加急"", 周五前到"',
]
PLAIN = ["急", "送礼", "晚上送", "已联系客服", "老客户"]


def shares(draws, weights):
    """The number of the share that each draw between 0 and 1 falls into."""
    return np.searchsorted(np.cumsum(weights)[:-1], draws, side="right")


def people(random, rows, count):
    """Who: some come often, most seldom."""
    return (random.random(rows) ** 1.6 * count).astype(np.int64)


def instants(random, first, rows, total, days):
    """Seconds since the first day, roughly in the order of the rows."""
    day = (np.arange(first, first + rows) * days / total + random.random(rows) * 2).astype(np.int64)
    hour = 24 * (random.random(rows) * 0.7 + random.random(rows) * 0.3)
    return np.minimum(day, days - 1) * 86400 + (hour * 3600).astype(np.int64)


def days_of(first_day, days, form):
    return [form(first_day + timedelta(days=day)) for day in range(days)]


def cents(amount):
    return f"{amount // 100}.{amount % 100:02d}"


def catalogue(random, count):
    """Products: name, category and unit price in cents."""
    kinds = random.integers(0, len(ITEMS), count)
    names = [f"{ITEMS[kind]}{number:03d}" for number, kind in enumerate(kinds.tolist())]
    categories = [CATEGORIES[kind % len(CATEGORIES)] for kind in kinds.tolist()]
    prices = (random.integers(9, 600, count) * 100 + random.choice([0, 90, 99, 50], count)).tolist()
    return names, categories, prices


def blocks(rows):
    return ((first, min(BLOCK, rows - first)) for first in range(0, rows, BLOCK))


def orders(file, rows):
    random = np.random.default_rng(20260410)
    users = max(rows * 4 // 25, 10)
    names, categories, prices = catalogue(random, 300)
    products = [f"{n},{c}" for n, c in zip(names, categories)]
    clock = [f"{s // 3600:02d}:{s // 60 % 60:02d}:{s % 60:02d}" for s in range(86400)]
    days = days_of(datetime(2025, 5, 1), 365, lambda day: day.strftime("%Y-%m-%d "))
    weights = 1 / np.arange(1, len(CITIES) + 1) ** 0.7
    weights /= weights.sum()
    notes = QUOTED * 10 + PLAIN * 6 + [""] * 210
    file.write(
        "order_id,user_id,channel,city,product,category,quantity,unit_price,amount,status,paid_at,note\n"
    )
    for first, count in blocks(rows):
        seconds = instants(random, first, count, rows, 365)
        product = (random.random(count) ** 1.5 * 300).astype(np.int64)
        quantity = 1 + (random.random(count) ** 4 * 9).astype(np.int64)
        discount = random.integers(0, 21, count)
        price = np.array(prices)[product]
        amount = price * quantity * (100 - discount) // 100
        status = shares(random.random(count), STATUS_SHARES)
        table = zip(
            people(random, count, users).tolist(),
            shares(random.random(count), CHANNEL_SHARES).tolist(),
            shares(random.random(count), weights).tolist(),
            product.tolist(),
            quantity.tolist(),
            amount.tolist(),
            status.tolist(),
            seconds.tolist(),
            random.integers(0, len(notes), count).tolist(),
        )
        number = 7_000_000_000 + first * 7
        lines = []
        for user, channel, city, item, pieces, paid, state, second, note in table:
            number += 7
            when = "" if state == 4 else days[second // 86400] + clock[second % 86400]
            lines.append(
                f"{number},u{user},{CHANNELS[channel]},{CITIES[city]},{products[item]},{pieces},"
                f"{cents(prices[item])},{cents(paid)},{STATUSES[state]},{when},{notes[note]}\n"
            )
        file.write("".join(lines))


def messy_orders(file, rows):
    random = np.random.default_rng(20260411)
    users = max(rows // 5, 10)
    names, _, prices = catalogue(random, 200)
    clock = [f"{s // 3600:02d}:{s // 60 % 60:02d}:{s % 60:02d}" for s in range(86400)]
    first_day = datetime(2025, 5, 1)
    dashes = days_of(first_day, 365, lambda day: day.strftime("%Y-%m-%d "))
    slashes = days_of(first_day, 365, lambda day: f"{day.year}/{day.month}/{day.day} ")
    written = days_of(first_day, 365, lambda day: f"{day.year}年{day.month}月{day.day}日 ")
    states = ["交易成功", "已发货", "已退款", "交易关闭"]
    notes = QUOTED * 3 + [""] * 72
    file.write("订单编号,买家,渠道,商品,数量,实付金额,状态,付款时间,备注\n")
    total = 0
    recent = []
    for first, count in blocks(rows):
        seconds = instants(random, first, count, rows, 365)
        product = (random.random(count) ** 1.5 * 200).astype(np.int64)
        quantity = 1 + (random.random(count) ** 4 * 9).astype(np.int64)
        amount = np.array(prices)[product] * quantity * random.integers(80, 101, count) // 100
        form = random.integers(0, 20, count)
        # Written in 万: such amounts have no more than one digit behind the point there.
        amount = np.where(form == 0, random.integers(10, 60, count) * 100_000, amount)
        table = zip(
            people(random, count, users).tolist(),
            shares(random.random(count), CHANNEL_SHARES).tolist(),
            product.tolist(),
            quantity.tolist(),
            amount.tolist(),
            form.tolist(),
            shares(random.random(count), [0.7, 0.15, 0.08, 0.07]).tolist(),
            seconds.tolist(),
            random.integers(0, 3, count).tolist(),
            random.integers(0, len(notes), count).tolist(),
            random.integers(0, 40, count).tolist(),
            random.integers(0, 500, count).tolist(),
        )
        number = 1_930_600_000_000_000 + first * 13
        lines = []
        for user, channel, item, pieces, paid, form, state, second, day, note, again, back in table:
            number += 13
            # One row in forty is an earlier one once more, as in overlapping downloads.
            if again == 0 and len(recent) == 500:
                line, paid = recent[back]
                total += paid
                lines.append(line)
                continue
            if form == 0:
                money = f"{paid // 1_000_000}.{paid // 100_000 % 10}万"
            elif form < 12:
                whole = f"¥{paid // 100:,}.{paid % 100:02d}"
                money = f'"{whole}"' if "," in whole else whole
            else:
                money = cents(paid)
            of_day = second % 86400
            if day == 0:
                when = dashes[second // 86400] + clock[of_day]
            elif day == 1:
                when = f"{slashes[second // 86400]}{of_day // 3600}:{of_day // 60 % 60:02d}"
            else:
                when = f"{written[second // 86400]}{of_day // 3600}时{of_day // 60 % 60}分"
            line = (
                f'="{number}",会员{user},{CHANNELS[channel]},{names[item]},{pieces},{money},'
                f"{states[state]},{when},{notes[note]}\n"
            )
            total += paid
            lines.append(line)
            if len(recent) < 500:
                recent.append((line, paid))
            else:
                recent[number % 500] = (line, paid)
        file.write("".join(lines))
    file.write(f"合计,,,,,{cents(total)},,,\n")


def events(file, rows):
    random = np.random.default_rng(20260412)
    users = max(rows * 2 // 25, 10)
    days = 32
    visits = rows // 4
    start = int(datetime(2026, 3, 31, 16).timestamp() - datetime(1970, 1, 1).timestamp()) * 1000
    user = people(random, visits, users)
    channel = shares(random.random(visits), CHANNEL_SHARES)
    # People come back more on some days than on others, and begin on different ones.
    joined = (np.random.default_rng(7).random(users) ** 2 * 30).astype(np.int64)
    day = joined[user] + (random.random(visits) ** 2 * (days - joined[user])).astype(np.int64)
    hour = 24 * (random.random(visits) * 0.7 + random.random(visits) * 0.3)
    begin = day * 86_400_000 + (hour * 3_600_000).astype(np.int64)
    length = 1 + (random.exponential(3.4, visits)).astype(np.int64)
    visit = np.repeat(np.arange(visits), length)
    if len(visit) < rows:
        visit = np.append(visit, random.integers(0, visits, rows - len(visit)))
    visit = np.sort(random.permutation(visit)[:rows])
    gap = random.exponential(45_000, rows).astype(np.int64) + 200
    # Now and then somebody comes back to a page that stayed open.
    gap = np.where(random.random(rows) < 0.01, gap * 60, gap)
    is_first = np.append(True, visit[1:] != visit[:-1])
    gap[is_first] = 0
    passed = np.cumsum(gap)
    passed -= np.repeat(passed[is_first], np.diff(np.append(np.flatnonzero(is_first), rows)))
    time = start + np.minimum(begin[visit] + passed, days * 86_400_000 - 1)
    names = ["view_item", "add_to_cart", "submit_order", "pay_order", "share", "search"]
    event = shares(random.random(rows), [0.56, 0.13, 0.06, 0.045, 0.055, 0.15])
    who = user[visit]
    # Nobody does two things in the same millisecond.
    together = np.lexsort((time, who))
    sorted_time, sorted_who = time[together], who[together]
    for _ in range(20):
        same = np.append(
            False, (sorted_who[1:] == sorted_who[:-1]) & (sorted_time[1:] <= sorted_time[:-1])
        )
        if not same.any():
            break
        sorted_time[same] = sorted_time[np.flatnonzero(same) - 1] + 1
    time[together] = sorted_time
    order = together[np.argsort(sorted_time, kind="stable")]
    item = (random.random(rows) ** 1.5 * 300).astype(np.int64)
    titles, _, prices = catalogue(random, 300)
    city = shares(random.random(users), np.full(len(CITIES), 1 / len(CITIES)))
    for first, count in blocks(rows):
        chosen = order[first : first + count]
        table = zip(
            who[chosen].tolist(),
            time[chosen].tolist(),
            event[chosen].tolist(),
            channel[visit[chosen]].tolist(),
            city[who[chosen]].tolist(),
            item[chosen].tolist(),
        )
        lines = []
        for person, when, name, source, place, product in table:
            head = f'{{"distinct_id":"u{person}","time":{when},"event":"{names[name]}",'
            head += f'"properties":{{"channel":"{CHANNELS[source]}","$city":"{CITIES[place]}"'
            if name == 5:
                lines.append(f'{head},"word":"{titles[product][:2]} \\"限定\\""}}}}\n')
            elif name == 4:
                lines.append(head + "}}\n")
            else:
                lines.append(f'{head},"item":"{titles[product]}","price":{cents(prices[product])}}}}}\n')
        file.write("".join(lines))


WORKLOADS = {
    "w1": ("orders.csv", 5_000_000, orders),
    "w2": ("orders_messy.csv", 2_000_000, messy_orders),
    "w3": ("events.ndjson", 5_000_000, events),
}


def main():
    workload, scale, folder = sys.argv[1], float(sys.argv[2]), sys.argv[3]
    name, rows, write = WORKLOADS[workload]
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, name)
    with open(path + ".part", "w", encoding="utf-8", newline="") as file:
        write(file, max(int(rows * scale), 1000))
    os.replace(path + ".part", path)


main()
