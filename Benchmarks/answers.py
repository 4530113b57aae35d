"""Brings the answers of all tools to one form, in which equal answers are equal byte for byte.

Rows are sorted, columns stand in one order, and cells of a kind are written in one way: amounts
with two digits, bare quotients with twelve significant ones, days as 2026-04-01.
"""

import csv
from decimal import Decimal


def text(cell):
    return cell


def integer(cell):
    return str(int(cell)) if cell else ""


def money(cell):
    """The amount as it is where it has more than two digits, so that it is seen to differ."""
    if not cell:
        return ""
    amount = Decimal(cell)
    cents = amount.quantize(Decimal("0.01"))
    return str(cents if cents == amount else amount)


def number(cell):
    return f"{float(cell):.12g}" if cell else ""


def day(cell):
    return cell.removesuffix(" 00:00:00")


# Of each workload: files, and their columns.
ANSWERS = {
    "w1": {
        "w1.csv": {
            "channel": text,
            "city": text,
            "orders": integer,
            "revenue": money,
            "mean": number,
            "buyers": integer,
        }
    },
    "w2": {
        "w2.csv": {
            "channel": text,
            "month": day,
            "tier8": text,
            "orders": integer,
            "revenue": money,
            "buyers": integer,
        }
    },
    "w3": {
        "w3_visits.csv": {"day": day, "visits": integer, "events": integer, "longest": integer},
        "w3_funnel.csv": {"step": integer, "name": text, "users": integer, "step_rate": number},
        "w3_retention.csv": {
            "age": integer,
            "eligible": integer,
            "retained": integer,
            "rate": number,
        },
    },
    "w5": {
        "w5.csv": {
            "channel": text,
            "month": text,
            "orders": integer,
            "revenue": money,
            "saved": money,
        }
    },
}


def normal(workload, folder):
    """The answers of a workload in a folder, as one text."""
    parts = []
    for name, columns in ANSWERS[workload].items():
        with open(f"{folder}/{name}", encoding="utf-8", newline="") as file:
            rows = [
                ",".join(form(row[column] or "") for column, form in columns.items())
                for row in csv.DictReader(file)
            ]
        parts += [f"# {name}", ",".join(columns)] + sorted(rows)
    return "\n".join(parts) + "\n"


def first_difference(expected, other):
    """The first line in which two answers differ, of each."""
    left, right = expected.split("\n"), other.split("\n")
    for index in range(max(len(left), len(right))):
        pair = [lines[index] if index < len(lines) else "(nothing)" for lines in (left, right)]
        if pair[0] != pair[1]:
            return pair
    return None
