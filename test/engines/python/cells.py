"""Cells of results as the tests compare them, the same from every engine."""

from datetime import date, datetime, timezone
from decimal import Decimal

exact_integers = 2**53


def cell(value):
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= exact_integers:
        return str(value)
    return value


def moment(value):
    zone = "" if value.tzinfo is None else "Z"
    clock = value if value.tzinfo is None else value.astimezone(timezone.utc)
    text = clock.replace(tzinfo=None).isoformat()
    return (text.rstrip("0") if "." in text else text) + zone
