"""Which kind of sound some bytes are: what recordings are kept as."""

from __future__ import annotations


def sound_type(content: bytes) -> tuple[str, str]:
    """Return a file's ending and media type: Opus in Ogg, else WAV.

    >>> sound_type(b"OggS...")
    ('opus', 'audio/ogg')
    """
    return ("opus", "audio/ogg") if content.startswith(b"OggS") else ("wav", "audio/wav")
