"""Reading a QR code: from its modules, or from the path of an SVG, to the text that a phone would see.

Written from the standard (ISO/IEC 18004), for byte mode and versions 2 to 6: what addresses of ours take.
No error is corrected here: a picture that we draw has none.
"""

import re
from collections.abc import Callable, Sequence

Matrix = Sequence[Sequence[bool]]

_MASKS: tuple[Callable[[int, int], int], ...] = (
    lambda r, c: (r + c) % 2,
    lambda r, c: r % 2,
    lambda r, c: c % 3,
    lambda r, c: (r + c) % 3,
    lambda r, c: (r // 2 + c // 3) % 2,
    lambda r, c: r * c % 2 + r * c % 3,
    lambda r, c: (r * c % 2 + r * c % 3) % 2,
    lambda r, c: ((r + c) % 2 + r * c % 3) % 2,
)
# Data code words of each block, by version and error level.
_BLOCKS = {
    (2, "L"): (34,), (2, "M"): (28,), (2, "Q"): (22,), (2, "H"): (16,),
    (3, "L"): (55,), (3, "M"): (44,), (3, "Q"): (17, 17), (3, "H"): (13, 13),
    (4, "L"): (80,), (4, "M"): (32, 32), (4, "Q"): (24, 24), (4, "H"): (9, 9, 9, 9),
    (5, "L"): (108,), (5, "M"): (43, 43), (5, "Q"): (15, 15, 16, 16), (5, "H"): (11, 11, 12, 12),
    (6, "L"): (68, 68), (6, "M"): (27, 27, 27, 27), (6, "Q"): (19, 19, 19, 19), (6, "H"): (15, 15, 15, 15),
}  # fmt: skip
_LEVELS = {1: "L", 0: "M", 3: "Q", 2: "H"}
_FORMAT_MASK = 0b101010000010010


def read(matrix: Matrix) -> str:
    """The text of a code. Raises `AssertionError` where it is no code of a kind that we make."""
    size = len(matrix)
    version = (size - 17) // 4
    assert size == 17 + 4 * version, size
    level, mask = format_of(matrix)
    blocks = _BLOCKS[version, level]
    words = _words(matrix, mask, version)
    data: list[list[int]] = [[] for _ in blocks]
    place = 0
    for index in range(max(blocks)):
        for block, length in enumerate(blocks):
            if index < length:
                data[block].append(words[place])
                place += 1
    stream = "".join(f"{word:08b}" for block in data for word in block)
    assert stream[:4] == "0100", f"not byte mode: {stream[:4]}"
    length = int(stream[4:12], 2)
    return bytes(int(stream[12 + 8 * i : 20 + 8 * i], 2) for i in range(length)).decode("ascii")


def format_of(matrix: Matrix) -> tuple[str, int]:
    """Error level and mask, from the fifteen bits beside the upper left corner."""
    bits = [matrix[8][c] for c in (0, 1, 2, 3, 4, 5, 7, 8)] + [matrix[r][8] for r in (7, 5, 4, 3, 2, 1, 0)]
    value = int("".join("1" if bit else "0" for bit in bits), 2) ^ _FORMAT_MASK
    return _LEVELS[value >> 13], value >> 10 & 7


def _words(matrix: Matrix, mask: int, version: int) -> list[int]:
    size, inverted = len(matrix), _MASKS[mask]
    middle = size - 7  # of the only alignment pattern

    def is_function(row: int, column: int) -> bool:
        corner = (row < 9 and (column < 9 or column >= size - 8)) or (row >= size - 8 and column < 9)
        aligned = abs(row - middle) <= 2 and abs(column - middle) <= 2
        return corner or aligned or row == 6 or column == 6

    bits = ""
    upward = True
    for pair in range(size - 1, 0, -2):
        right = pair if pair > 6 else pair - 1
        for row in range(size - 1, -1, -1) if upward else range(size):
            for column in (right, right - 1):
                if not is_function(row, column):
                    bits += "1" if bool(matrix[row][column]) != (inverted(row, column) == 0) else "0"
        upward = not upward
    return [int(bits[start : start + 8], 2) for start in range(0, len(bits) - 7, 8)]


def from_path(path: str, size: int, quiet: int) -> list[list[bool]]:
    """The modules that an SVG path of rectangles `M x y h w v1 h-w z` darkens, without the quiet zone."""
    matrix = [[False] * size for _ in range(size)]
    drawn = 0
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path):
        for column in range(int(x), int(x) + int(width)):
            matrix[int(y) - quiet][column - quiet] = True
        drawn += 1
    assert drawn == path.count("z"), "a part of the path was not understood"
    return matrix
