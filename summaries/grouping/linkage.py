"""Average linkage over a sparse graph of pair scores: the second look at which articles belong together."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

Edges = dict[int, dict[int, float]]
MISSING: Final = -4.0  # the log odds of a pair that was not even a candidate
MOST: Final = 4.0


def clip(odds: float) -> float:
    """Log odds kept within bounds, so that one pair doesn't outvote a story."""
    return max(MISSING, min(MOST, odds))


def cluster(edges: Mapping[int, Mapping[int, float]], threshold: float) -> list[list[int]]:
    """Merge the two groups with the best mean score while it is above the threshold.

    `edges[a][b]` are symmetric scores; pairs without one count MISSING. Groups and their members are sorted.
    """
    groups = {node: [node] for node in edges}
    # excess[a][b]: the sum over pairs of (score - MISSING), so that absent pairs add nothing
    excess: Edges = {a: {b: value - MISSING for b, value in sorted(row.items())} for a, row in edges.items()}
    heap = [(-value - MISSING, a, b, 1, 1) for a, row in excess.items() for b, value in row.items() if a < b]
    heapq.heapify(heap)
    while heap:
        score, a, b, size_a, size_b = heapq.heappop(heap)
        if -score <= threshold:
            break
        if a in groups and b in groups and (len(groups[a]), len(groups[b])) == (size_a, size_b):
            _merge(groups, excess, heap, a, b)
    return sorted(sorted(group) for group in groups.values())


def _merge(
    groups: dict[int, list[int]], excess: Edges, heap: list[tuple[float, int, int, int, int]], a: int, b: int
) -> None:
    """Put b's group into a's (a < b), and offer a's new neighbours."""
    groups[a] += groups.pop(b)
    for c, value in excess.pop(b).items():
        del excess[c][b]
        if c != a:
            excess[a][c] = excess[c][a] = excess[a].get(c, 0.0) + value
    for c, value in excess[a].items():
        first, second = min(a, c), max(a, c)
        mean = value / (len(groups[a]) * len(groups[c])) + MISSING
        heapq.heappush(heap, (-mean, first, second, len(groups[first]), len(groups[second])))
