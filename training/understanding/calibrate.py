"""Make the probability of an act mean something: one heat, fitted on articles kept aside (Guo et al. 2017)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch.nn import functional as F  # noqa: N812

from onrecord.models.reading.understanding import ACTS
from training.understanding.examples import Example
from training.understanding.network import SIZES, Understanding
from training.understanding.train import outputs


def heat_of(network: Understanding, held: Sequence[Example]) -> float:
    """Return by what the scores of the act are to be divided for their probabilities to fit."""
    network.eval()
    scores, wanted = [], []
    with torch.no_grad():
        for story in held:
            for quoted, (found, _) in outputs(network, [story]):
                known = [n for n, each in enumerate(quoted) if each.label.act in ACTS]
                scores.append(found[known, : SIZES[0]])
                wanted += [ACTS.index(str(quoted[n].label.act)) for n in known]
    every, labels = torch.cat(scores), torch.tensor(wanted)
    return min(np.arange(0.6, 2.5, 0.05).tolist(), key=lambda heat: float(F.cross_entropy(every / heat, labels)))
