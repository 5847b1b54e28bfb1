"""Labels for trying a printer and a scanner."""

from __future__ import annotations


def test_code(number: int) -> str:
    """Return the code of a test label: it names nothing and nobody."""
    return f"TEST-{number:06}"


def test_label(code: str, counter: str) -> str:
    """Return a test label in ZPL: the code as Code 128 and in letters."""
    plain = "".join(c for c in counter if c.isalnum() or c in " -.")
    return (f"^XA^CI28^FO30,30^A0N,36,36^FDPrzystan {plain}^FS"
            f"^FO30,90^BY2^BCN,90,Y,N,N^FD{code}^FS^XZ")
