"""Days, weeks, months and years counted back from the day of a story, as exactly as people say them."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.text.dates import days_of, interval
from onrecord.types import Dated

_EARLIEST, _LATEST = date(1000, 1, 1), date(9000, 1, 1)  # far enough from the ends of the calendar to count days
_SATURDAY = 5


def news_days(dated: Dated | None) -> tuple[date, date] | None:
    """Return the first and last day that a date covers; None if news can have no such date."""
    if dated is None:
        return None
    days = days_of(dated.value)
    return days if days and all(_EARLIEST < day < _LATEST for day in days) else None


def month_of(month: int, year: str | None, published: tuple[date, date] | None, *, last_year: bool) -> str | None:
    """Return a month; without a year, the last such month that has begun by the end of publication."""
    if year:
        return f"{year}-{month:02d}"
    if published is None:
        return None
    end = published[1]
    return f"{end.year - 1 if last_year or month > end.month else end.year}-{month:02d}"


def so_far(end: date, unit: str) -> str:
    """Return this week up to `end`, or this month or year."""
    if unit == "week":
        return interval(end - timedelta(days=end.weekday()), end)
    return f"{end:%Y-%m}" if unit == "month" else f"{end:%Y}"


def calendar_unit(end: date, unit: str) -> str | None:
    """Return the whole week, from Monday, or month or year before that of `end`."""
    if unit == "week":
        first = end - timedelta(days=end.weekday() + 7)
        return interval(first, first + timedelta(days=6))
    return back(end, 1, unit)


def last_weekend(end: date) -> str:
    """Return the last Saturday and Sunday that have begun by `end`."""
    first = end - timedelta(days=(end.weekday() - _SATURDAY) % 7)
    return interval(first, min(first + timedelta(days=1), end))


def back(end: date, count: int, unit: str) -> str | None:
    """Return the day, days around a week or fortnight, month or year `count` units back."""
    if unit == "day":
        return (end - timedelta(days=count)).isoformat()
    if unit in ("week", "fortnight"):
        first = end - timedelta(days=(7 if unit == "week" else 14) * count + 3)
        return interval(first, first + timedelta(days=6))
    if unit == "month":
        months = end.year * 12 + end.month - 1 - count
        return f"{months // 12:04d}-{months % 12 + 1:02d}" if months >= 12 else None
    return f"{end.year - count:04d}" if end.year > count else None
