"""The size of a picture in pixels, from its first bytes. Pure.

Sources: PNG (W3C), 11.2.2; GIF89a, 18; ITU-T T.81 (JPEG), B.1.1.3 and B.2.2.
"""

PNG, JPEG, GIF = b"\x89PNG\r\n\x1a\n", b"\xff\xd8", (b"GIF87a", b"GIF89a")
_MARK = 0xFF
"""What each marker of JPEG begins with, and may be filled up with."""
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The markers of JPEG that begin a frame; the three left out are tables."""
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
"""The markers of JPEG without a length."""


def pixels(content: bytes) -> tuple[int, int] | None:
    """Width and height; None where the bytes are not those of a PNG, GIF or JPEG."""
    if content.startswith(PNG):
        return _size(content[16:20], content[20:24])
    if content.startswith(GIF):
        return _size(content[7:5:-1], content[9:7:-1])
    if content.startswith(JPEG):
        return _of_jpeg(content)
    return None


def _of_jpeg(content: bytes) -> tuple[int, int] | None:
    at = len(JPEG)
    while at + 4 <= len(content) and content[at] == _MARK:
        marker = content[at + 1]
        if marker == _MARK:
            at += 1
        elif marker in _ALONE:
            at += 2
        elif marker in _FRAMES:
            return _size(content[at + 7 : at + 9], content[at + 5 : at + 7])
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return None


def _size(width: bytes, height: bytes) -> tuple[int, int] | None:
    """Both from their bytes, the greatest first; None where one of them is 0."""
    size = int.from_bytes(width, "big"), int.from_bytes(height, "big")
    return size if all(size) else None
