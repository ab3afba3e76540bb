"""Codes of event data for acts: PLOVER and CAMEO."""

from __future__ import annotations

from functools import cache

from onrecord import lexicons


@cache
def codes(act: str) -> dict[str, str]:
    """Return the event type of PLOVER and the root code of CAMEO for an act; of an act unknown to them, nothing.

    PLOVER: Halterman et al. 2023, "PLOVER and POLECAT"; CAMEO: Gerner, Schrodt et al. 2002.
    """
    row = next((row for row in lexicons.rows("und", "plover") if row["act"] == act), {})
    return {scheme: row[scheme] for scheme in ("plover", "cameo") if row.get(scheme, "-") != "-"}
