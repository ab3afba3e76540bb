"""Measures quality, speed and memory; `python -m bench` prints one table. No test is timed: speed is measured here."""
