"""What makes pages in a process of its own, for tests: at once, never, or so that the process ends."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from onrecord.present.web.http.cache import RenderedResponse
from onrecord.present.web.http.costly import Job


def slow_pages() -> Callable[[Job], RenderedResponse]:
    """Return what makes pages that say which process made them; `/never` takes for ever, at `/end` the process ends."""

    def make(job: Job) -> RenderedResponse:
        if job.route == "/never":
            time.sleep(10_000)
        if job.route == "/end":
            os._exit(3)
        return RenderedResponse(200, (), str(os.getpid()).encode())

    return make
