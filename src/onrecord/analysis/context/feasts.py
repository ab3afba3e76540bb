"""Feast days: the day of a named feast in a year, fixed, counted from Easter, or the n-th weekday of a month."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import cache

from onrecord import lexicons
from onrecord.text.dates import calendar_day


@cache
def feasts(language: str) -> dict[str, str]:
    """Return the rule of each feast by its words in small letters; nothing for a language without rows."""
    rows = (row for row in lexicons.rows("und", "feasts") if row["language"] == language)
    return {form: row["rule"] for row in rows for form in row["forms"].split("|")}


@cache
def feast_pattern(language: str) -> str:
    """Return a pattern of the words for feasts, longest first; one that matches nothing for a language without."""
    forms = sorted(feasts(language), key=len, reverse=True)
    return "|".join(re.escape(form).replace(r"\ ", r"\s") for form in forms) or r"(?!)"


def last_feast(language: str, words: str, end: date) -> date | None:
    """Return the last such feast not after `end`; None where the calendar has none."""
    rule = feasts(language)[re.sub(r"\s", " ", words.casefold())]
    found = (_day(rule, year) for year in (end.year, end.year - 1) if year > 0)
    return next((day for day in found if day and day <= end), None)


def _day(rule: str, year: int) -> date | None:
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule.removeprefix("easter")))
    month, *rest = rule.split("-", 2)
    if len(rest) == 1:
        return calendar_day(year, int(month), int(rest[0]))
    days = [week[int(rest[0])] for week in calendar.monthcalendar(year, int(month)) if week[int(rest[0])]]
    place = int(rest[1])
    return date(year, int(month), days[place - 1 if place > 0 else place])


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (the anonymous computus of Meeus, Jones and Butcher)."""
    golden, (century, of_century) = year % 19, divmod(year, 100)
    leaps, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - correction + 15) % 30
    quarter, last = divmod(of_century, 4)
    weekday = (32 + 2 * rest + 2 * quarter - epact - last) % 7
    moved = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * moved + 114, 31)
    return date(year, month, day + 1)
