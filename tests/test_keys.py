"""Keys of the record: days in order, a day as a range of them, ids that fall together side by side."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.store.errors import NotUnderstoodError
from onrecord.store.sqlite.keys import LOW_BITS, content_key, day_key, days_of, first_day, key_range, next_key
from onrecord.types import Dated


def test_a_key_is_made_of_the_day_and_then_of_the_id() -> None:
    ordinal = date(2031, 4, 9).toordinal()
    key = day_key("2031-04-09", "one")
    assert key >> LOW_BITS == ordinal
    assert key % 2**LOW_BITS == content_key("one") % 2**LOW_BITS
    assert day_key(None, "one") == key % 2**LOW_BITS
    assert day_key("2031-04-09", "two") != key
    assert day_key("9999-12-31", "one") < 2**53
    assert content_key("a", "b") < 2**53
    assert content_key("a", "b") != content_key("b", "a")


def test_the_next_key_stays_on_the_day() -> None:
    key = day_key("2031-04-09", "one")
    last = (key >> LOW_BITS << LOW_BITS) + 2**LOW_BITS - 1
    assert next_key(key) == key + 1
    assert next_key(last) == key >> LOW_BITS << LOW_BITS


@pytest.mark.parametrize(
    ("since", "until", "first", "last"),
    [
        ("2031", "2031", date(2031, 1, 1), date(2031, 12, 31)),
        ("2031-04", "2032-02", date(2031, 4, 1), date(2032, 2, 29)),
        ("2031-04-09", "2031-04-09", date(2031, 4, 9), date(2031, 4, 9)),
        ("2031-04-09", "", date(2031, 4, 9), date(9999, 12, 31)),
        ("", "9999", date(1, 1, 1), date(9999, 12, 31)),
        (" 2031 ", "", date(2031, 1, 1), date(9999, 12, 31)),
    ],
)
def test_days_are_a_range_of_keys_both_included(since: str, until: str, first: date, last: date) -> None:
    low, high = key_range(since, until)
    assert (low, high) == (first.toordinal() * 2**LOW_BITS, (last.toordinal() + 1) * 2**LOW_BITS - 1)


def test_no_days_are_all_keys_those_of_unknown_days_too() -> None:
    low, high = key_range("", "")
    assert low == 0
    assert high > day_key("9999-12-31", "one")
    assert key_range("0001", "")[0] > day_key(None, "one")


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    assert key_range("2031-04-09", "2031-04")
    with pytest.raises(NotUnderstoodError, match="since: '2031-04-09' is later than until: '2031-04-08'"):
        key_range("2031-04-09", "2031-04-08")


@pytest.mark.parametrize(
    ("value", "day", "days"),
    [
        ("2031-04-09", "2031-04-09", (date(2031, 4, 9), date(2031, 4, 9))),
        ("2032-02", "2032-02-01", (date(2032, 2, 1), date(2032, 2, 29))),
        ("2031", "2031-01-01", (date(2031, 1, 1), date(2031, 12, 31))),
        ("2031-04-09/2031-05", "2031-04-09", (date(2031, 4, 9), date(2031, 5, 31))),
        ("2031-04-09T12:00", "2031-04-09", None),
        ("soon", None, None),
    ],
)
def test_a_date_allows_a_first_and_a_last_day(value: str, day: str | None, days: tuple[date, date] | None) -> None:
    dated = Dated(value, "stated")
    assert first_day(dated) == day
    assert days_of(dated) == (days and (days[0].toordinal(), days[1].toordinal()))
    assert (first_day(None), days_of(None)) == (None, None)
