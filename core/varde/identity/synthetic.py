"""Synthetic national identity numbers: valid in form, the month shifted by 80, and nobody's."""

from __future__ import annotations

from collections.abc import Iterator

_K1, _K2 = (3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def synthetic_numbers() -> Iterator[str]:
    """Each valid number once, in a fixed order; about 130,000 of them."""
    for year in range(60, 100):
        for month in range(81, 93):
            for day in range(1, 29):
                for serial in range(0, 500, 37):
                    number = synthetic_number(f"{day:02d}{month:02d}{year:02d}{serial:03d}")
                    if number:
                        yield number


def synthetic_number(nine: str) -> str | None:
    """Nine digits with their control digits, or None when there are none for them."""
    digits = [int(digit) for digit in nine]
    for weights in (_K1, _K2):
        control = -sum(d * w for d, w in zip(digits, weights, strict=True)) % 11
        if control == 10:
            return None
        digits.append(control)
    return "".join(map(str, digits))
