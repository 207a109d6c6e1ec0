"""A plot of measured points on double logarithmic scales, beside the law that they should follow, as SVG."""

import math
from html import escape

from benchmarks.result import Plot, short

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP, _RIGHT = 560, 320, 74, 48, 34, 16
_ROOM = 0.12
"""Decades left free at each end of a scale."""


def drawing(plot: Plot) -> str:
    """The plot as a picture that reads on light and dark pages; the law begins at the first point."""
    across, up = zip(*plot["points"], strict=True)
    law = [up[0] * (x / across[0]) ** plot["power"] for x in across]
    x_scale, y_scale = _Scale(across, _LEFT, _WIDTH - _RIGHT), _Scale((*up, *law), _HEIGHT - _BOTTOM, _TOP)
    measured = " ".join(f"{x_scale(x):.1f},{y_scale(y):.1f}" for x, y in plot["points"])
    wanted = " ".join(f"{x_scale(x):.1f},{y_scale(y):.1f}" for x, y in zip(across, law, strict=True))
    marks = "".join(
        f'<circle cx="{x_scale(x):.1f}" cy="{y_scale(y):.1f}" r="4" fill="#0b62a4"/>'
        f'<text x="{x_scale(x):.1f}" y="{y_scale(y) - 9:.1f}" text-anchor="middle">{short(y)}</text>'
        for x, y in plot["points"]
    )
    below = "".join(
        f'<text x="{x_scale(x):.1f}" y="{_HEIGHT - _BOTTOM + 18}" text-anchor="middle">{short(x)}</text>'
        for x in across
    )
    base, middle = _HEIGHT - _BOTTOM, (_TOP + _HEIGHT - _BOTTOM) // 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}" '
        f'role="img" aria-label="{escape(plot["title"])}" font-family="sans-serif" font-size="12">'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>'
        f'<text x="{_LEFT}" y="18" font-size="13">{escape(plot["title"])}</text>'
        f'<path d="M{_LEFT} {_TOP}V{base}H{_WIDTH - _RIGHT}" fill="none" stroke="#555555"/>'
        f'<polyline points="{wanted}" fill="none" stroke="#999999" stroke-dasharray="5 4"/>'
        f'<polyline points="{measured}" fill="none" stroke="#0b62a4" stroke-width="2"/>{marks}{below}'
        f'<text x="{(_LEFT + _WIDTH) // 2}" y="{_HEIGHT - 10}" text-anchor="middle">{escape(plot["across"])} '
        f"(dashed: {_law(plot['power'])})</text>"
        f'<text transform="translate(18 {middle}) rotate(-90)" text-anchor="middle">{escape(plot["up"])}</text></svg>\n'
    )


def _law(power: float) -> str:
    return {0.0: "the same for all", 1.0: "in proportion"}.get(power, f"the power {power:g}")


class _Scale:
    """Logarithmic, from values to places on the page."""

    def __init__(self, values: tuple[float, ...], first: float, last: float) -> None:
        logs = [math.log10(value) for value in values]
        self._low, self._high = min(logs) - _ROOM, max(logs) + _ROOM
        self._first, self._last = first, last

    def __call__(self, value: float) -> float:
        share = (math.log10(value) - self._low) / (self._high - self._low)
        return self._first + share * (self._last - self._first)
