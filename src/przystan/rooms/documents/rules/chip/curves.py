"""Elliptic curves: named ones, those written out in full, and a verification for all of them.

Documents write their curve's parameters out (ICAO 9303-12, 4.1.6.3); a verifier that took them as
they stand would accept a forger's own generator. So they are compared whole with curves known.
"""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[int, int] | None


@dataclass(frozen=True)
class Curve:
    """y² = x³ + ax + b over the field of p; generator (x, y) of order n."""

    name: str
    p: int
    a: int
    b: int
    x: int
    y: int
    n: int

    @property
    def size(self) -> int:
        """Octets of one coordinate."""
        return (self.p.bit_length() + 7) // 8

    def holds(self, point: tuple[int, int]) -> bool:
        """Whether the point is on the curve."""
        x, y = point
        return (0 <= x < self.p and 0 <= y < self.p
                and (y * y - x * x * x - self.a * x - self.b) % self.p == 0)

    def y_of(self, x: int, is_odd: bool) -> int:
        """Return y of a compressed point; every p here is 3 modulo 4 but one."""
        square = (x * x * x + self.a * x + self.b) % self.p
        y = _root(square, self.p)
        if y * y % self.p != square:
            raise ValueError("no point with this x")
        return y if y % 2 == is_odd else self.p - y


def _root(square: int, p: int) -> int:
    """A square root modulo p, by Tonelli and Shanks."""
    if p % 4 == 3:
        return pow(square, (p + 1) // 4, p)
    odd, twos = p - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    other = next(z for z in range(2, p) if pow(z, (p - 1) // 2, p) == p - 1)
    m, c = twos, pow(other, odd, p)
    t, r = pow(square, odd, p), pow(square, (odd + 1) // 2, p)
    while t not in (0, 1):
        i, power = 0, t
        while power != 1 and i < m:
            power, i = power * power % p, i + 1
        if i == m:
            return 0
        b = pow(c, 1 << (m - i - 1), p)
        m, c = i, b * b % p
        t, r = t * c % p, r * b % p
    return r if t else 0


def is_signed_by(curve: Curve, key: tuple[int, int], digest: int, r: int, s: int) -> bool:
    """Verify ECDSA on any curve (FIPS 186-5, 6.4.2). Slow: only for curves no library offers.

    `digest` is the leftmost bits of the hash, as many as the order has.
    """
    if not (0 < r < curve.n and 0 < s < curve.n and curve.holds(key)):
        return False
    inverse = pow(s, -1, curve.n)
    total = _add(
        curve, _times(curve, digest * inverse % curve.n, (curve.x, curve.y)),
        _times(curve, r * inverse % curve.n, key))
    return total is not None and total[0] % curve.n == r


def _add(curve: Curve, one: Point, other: Point) -> Point:
    if one is None or other is None:
        return one or other
    (x1, y1), (x2, y2) = one, other
    if x1 == x2 and (y1 + y2) % curve.p == 0:
        return None
    if one == other:
        slope = (3 * x1 * x1 + curve.a) * pow(2 * y1, -1, curve.p)
    else:
        slope = (y2 - y1) * pow(x2 - x1, -1, curve.p)
    x = (slope * slope - x1 - x2) % curve.p
    return x, (slope * (x1 - x) - y1) % curve.p


def _times(curve: Curve, factor: int, point: Point) -> Point:
    total: Point = None
    while factor:
        if factor & 1:
            total = _add(curve, total, point)
        point, factor = _add(curve, point, point), factor >> 1
    return total
