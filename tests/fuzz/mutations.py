"""Ways to damage a file: bytes of any format, and the parts of formats that readers believe."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import pickletools
import random
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

MAX_BYTES = 4 << 20
"""No mutation makes a file larger than that."""
INTERESTING = (0, 1, 2, 7, 8, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
INTERESTING_64 = (*INTERESTING, 1 << 32, 1 << 40, (1 << 63) - 1, (1 << 64) - 1)
_FOURCC = re.compile(rb"[A-Za-z][A-Za-z0-9_ ]{3}")
_HEAD_BYTES = 1024

Mutation = Callable[[bytes, random.Random], bytes]


def mutated(data: bytes, rng: random.Random, ways: tuple[Mutation, ...]) -> bytes:
    """One to four mutations, each of a random kind."""
    for _ in range(rng.choice((1, 1, 1, 2, 3, 4))):
        data = rng.choice(ways)(data, rng)[:MAX_BYTES]
    return data


# -- any bytes ------------------------------------------------------------------------------------


def flip_bits(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8, 64)) if out else 0):
        out[_position(out, rng)] ^= 1 << rng.randrange(8)
    return bytes(out)


def set_number(data: bytes, rng: random.Random) -> bytes:
    """A number of 1, 2, 4 or 8 bytes becomes one at a limit."""
    out = bytearray(data)
    width = rng.choice((1, 2, 4, 4, 4, 8))
    if len(out) < width:
        return data
    value = rng.choice(INTERESTING_64) & ((1 << 8 * width) - 1)
    at = min(_position(out, rng), len(out) - width)
    out[at : at + width] = value.to_bytes(width, rng.choice(("big", "little")))
    return bytes(out)


def cut(data: bytes, rng: random.Random) -> bytes:
    at = _position(data, rng) if data else 0
    return data[:at] if rng.random() < 0.8 else data[at:]


def remove_block(data: bytes, rng: random.Random) -> bytes:
    begin, end = _block(data, rng)
    return data[:begin] + data[end:]


def repeat_block(data: bytes, rng: random.Random) -> bytes:
    begin, end = _block(data, rng)
    return data[:end] + data[begin:end] * rng.choice((1, 1, 2, 20)) + data[end:]


def swap_blocks(data: bytes, rng: random.Random) -> bytes:
    begin, end = _block(data, rng)
    rest = data[:begin] + data[end:]
    at = _position(rest, rng) if rest else 0
    return rest[:at] + data[begin:end] + rest[at:]


def overwrite_block(data: bytes, rng: random.Random) -> bytes:
    begin, end = _block(data, rng)
    filling = rng.choice((bytes(end - begin), b"\xff" * (end - begin), rng.randbytes(end - begin)))
    return data[:begin] + filling + data[end:]


def change_at_names(data: bytes, rng: random.Random) -> bytes:
    """Names of four letters (boxes, chunks, atoms) are changed, or the number before or after."""
    found = [match.start() for match in _FOURCC.finditer(data[: 256 << 10])]
    found += [match.start() + max(len(data) - 8192, 0) for match in _FOURCC.finditer(data[-8192:])]
    if not found:
        return set_number(data, rng)
    out, at = bytearray(data), rng.choice(found)
    way = rng.randrange(4)
    if way == 0:
        other = rng.choice(found)
        out[at : at + 4] = data[other : other + 4]
        return bytes(out)
    offset = at - 4 if way == 1 else at + 4 * rng.randrange(1, 8)
    if not 0 <= offset <= len(out) - 4:
        return data
    value = rng.choice(INTERESTING) if rng.random() < 0.7 else rng.randrange(1 << 16)
    out[offset : offset + 4] = struct.pack(rng.choice((">I", "<I")), value)
    return bytes(out)


def _position(data: bytes | bytearray, rng: random.Random) -> int:
    """Headers and ends are what readers believe."""
    where = rng.random()
    if where < 0.4:
        return rng.randrange(min(len(data), _HEAD_BYTES))
    if where < 0.6:
        return len(data) - 1 - rng.randrange(min(len(data), _HEAD_BYTES))
    return rng.randrange(len(data))


def _block(data: bytes, rng: random.Random) -> tuple[int, int]:
    if not data:
        return 0, 0
    begin = _position(data, rng)
    return begin, min(len(data), begin + rng.choice((1, 4, 8, 64, 512, 4096, 65536)))


BYTES: tuple[Mutation, ...] = (
    flip_bits, set_number, set_number, cut, remove_block, repeat_block, swap_blocks,
    overwrite_block,
)  # fmt: skip
MEDIA: tuple[Mutation, ...] = (*BYTES, change_at_names, change_at_names, change_at_names)


# -- MP4: boxes in boxes --------------------------------------------------------------------------

_PARENTS = {
    b"moov",
    b"trak",
    b"mdia",
    b"minf",
    b"stbl",
    b"edts",
    b"dinf",
    b"udta",
    b"moof",
    b"traf",
}


def change_boxes(data: bytes, rng: random.Random) -> bytes:
    """A box of an MP4 is removed, doubled, moved or given another size; its parents fit again."""
    boxes = list(_boxes(data, 0, len(data)))
    if not boxes:
        return change_at_names(data, rng)
    begin, end, parents = rng.choice(boxes)
    box, way = data[begin:end], rng.randrange(5)
    if way == 0:
        new = b""
    elif way == 1:
        new = box * 2
    elif way == 2:  # a table of it, or a header field
        new = box[:8] + set_number(box[8:], rng)
    elif way == 3:
        other = rng.choice(boxes)
        new = data[other[0] : other[1]]
    else:
        new = struct.pack(">I", rng.choice(INTERESTING)) + box[4:]
    out = bytearray(data[:begin] + new + data[end:])
    for parent in parents:
        (size,) = struct.unpack_from(">I", out, parent)
        struct.pack_into(">I", out, parent, max(size + len(new) - len(box), 0) & 0xFFFFFFFF)
    return bytes(out)


def _boxes(data: bytes, begin: int, end: int, parents: tuple[int, ...] = ()):
    while begin + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, begin)
        if size < 8 or begin + size > end or not kind.isalnum():
            return
        yield begin, begin + size, parents
        if kind in _PARENTS:
            yield from _boxes(data, begin + 8, begin + size, (*parents, begin))
        begin += size


# -- text, JSON, tables ---------------------------------------------------------------------------

_WORDS = (
    "", " ", "\t", "\n", "\r", "#", '"', "'", "“", "\\", "/", "..", "~", "~nobody/a.mp4",
    "C:\\a.mp4", "\0", "\ufeff", "\ud800", "é", "视频", "\u202e", "a" * 300, "a" * 200_000, "-1",
    "0", "1e999", "nan", "inf", "9" * 400, "9" * 5000, "true", "null", "{", "[" * 3000, "CON",
    "a.mp4", ",", ";", "\x1b[2J", "%s", "{path}", "1.5", "__proto__",
)  # fmt: skip
_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**63, 2**64, 10**400, 1.5, -0.0, 1e308, 1e-308, 5e-324,
    float("nan"), float("inf"), -float("inf"), [], {}, [[]], [None], {"": None}, *_WORDS,
)  # fmt: skip


def change_words(data: bytes, rng: random.Random) -> bytes:
    """A word of a text is replaced, added, or taken out."""
    parts = re.split(rb"(\s+|[,:;\"'{}\[\]])", data)
    word = rng.choice(_WORDS).encode("utf-8", "surrogatepass")
    at = rng.randrange(len(parts))
    parts[at : at + rng.randrange(2)] = [word] if rng.random() < 0.8 else []
    return b"".join(parts)


def change_lines(data: bytes, rng: random.Random) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    way = rng.randrange(4)
    if way == 0:
        del lines[at]
    elif way == 1:
        lines.insert(at, lines[other] * rng.choice((1, 2, 100)))
    elif way == 2:
        lines[at] = lines[at][: rng.randrange(len(lines[at]) + 1)]
    else:
        lines[at], lines[other] = lines[other], lines[at]
    return b"".join(lines)


def recode(data: bytes, rng: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(
        rng.choice(("utf-16", "utf-16-le", "utf-8-sig", "utf-32", "latin-1")), "replace"
    )


def change_json(data: bytes, rng: random.Random) -> bytes:
    """A value of a JSON text becomes another, is removed, or moved to another place."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return change_words(data, rng)
    places = list(_places(value))
    if not places or rng.random() < 0.03:
        value = rng.choice(_VALUES)
    else:
        holder, key = rng.choice(places)
        way = rng.random()
        if way < 0.6:
            holder[key] = rng.choice(_VALUES)
        elif way < 0.75:
            del holder[key]
        elif way < 0.9:
            other, other_key = rng.choice(places)
            if isinstance(other, dict):
                moved = other.get(other_key)
            else:
                moved = other[min(other_key, len(other) - 1)] if other else None
            holder[key] = json.loads(json.dumps(moved))
        elif isinstance(holder, dict):
            holder[rng.choice(_WORDS)] = holder.pop(key)
        else:
            holder[:] = [holder[key]] * rng.choice((0, 2, 1000))
    try:
        text = json.dumps(value, ensure_ascii=rng.random() < 0.5)
    except (ValueError, RecursionError):
        return data
    return text.encode("utf-8", "surrogatepass")


def _places(value: Any, depth: int = 6):
    keys = (
        list(value)
        if isinstance(value, dict)
        else range(min(len(value), 50))
        if isinstance(value, list)
        else ()
    )
    for key in keys:
        yield value, key
        if depth:
            yield from _places(value[key], depth - 1)


def change_json_lines(data: bytes, rng: random.Random) -> bytes:
    lines = data.splitlines() or [b""]
    at = rng.randrange(len(lines))
    lines[at] = change_json(lines[at], rng)
    return b"\n".join(lines) + b"\n" * rng.randrange(2)


def change_cells(data: bytes, rng: random.Random) -> bytes:
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    cells = lines[at].split(b",")
    cells[rng.randrange(len(cells))] = rng.choice(_WORDS).encode("utf-8", "surrogatepass")
    lines[at] = b",".join(cells[: rng.randrange(len(cells) + 1)] if rng.random() < 0.2 else cells)
    return b"\n".join(lines)


TEXT: tuple[Mutation, ...] = (change_words, change_words, change_lines, recode, *BYTES)
JSON: tuple[Mutation, ...] = (change_json, change_json, change_json, change_words, recode, *BYTES)
JSON_LINES: tuple[Mutation, ...] = (change_json_lines, change_json_lines, change_lines, *BYTES)
TABLE: tuple[Mutation, ...] = (change_cells, change_cells, change_lines, change_words, *BYTES)


# -- arrays ---------------------------------------------------------------------------------------

_DTYPES = (
    "'<f4'", "'<f8'", "'<f2'", "'>f4'", "'|b1'", "'<i8'", "'|O'", "'|S8'", "'<U9'", "'|V0'",
    "'<c8'", "'<M8[ns]'", "'V999999999'", "[('a', '<f4'), ('b', '<i4')]", "('<f4', (999,))",
    "'x'", "''", "None",
)  # fmt: skip
_SHAPES = (
    "()", "(0,)", "(1,)", "(100,)", "(-1,)", "(100, 0)", "(0, 288)", "(100, 1)",
    "(100, 1000000000)", "(1000000000000,)", "(9223372036854775807,)", "(2, 9223372036854775807)",
    "(1.5,)", "('a',)", "(100, 288, 1)", "(True,)", "None", "(" + "1," * 70 + ")", "((1,),)",
    "(288, 100)", "(100, 144)",
)  # fmt: skip


def change_array_header(data: bytes, rng: random.Random) -> bytes:
    """Another shape, type or length of the header in an .npy file."""
    if data[:6] != b"\x93NUMPY" or len(data) < 12:
        return set_number(data, rng)
    (length,) = struct.unpack_from("<H", data, 8)
    header, body = data[10 : 10 + length].decode("latin-1"), data[10 + length :]
    way = rng.randrange(6)
    if way == 0:
        header = re.sub(r"'descr': [^,]+", lambda _: f"'descr': {rng.choice(_DTYPES)}", header)
    elif way in (1, 2):
        header = re.sub(r"'shape': \([^)]*\)", lambda _: f"'shape': {rng.choice(_SHAPES)}", header)
    elif way == 3:
        header = change_words(header.encode(), rng).decode("latin-1")[:60000]
    elif way == 4:
        header = header.replace("False", rng.choice(("True", "1", "None", "(" * 200)))
    else:
        body = rng.choice(
            (b"", body[: len(body) // 2], body * 2, b"\xff" * len(body), bytes(len(body)))
        )
    new = header.encode("latin-1", "replace")[:65535]
    return data[:8] + struct.pack("<H", len(new)) + new + body


ARRAY: tuple[Mutation, ...] = (change_array_header,) * 4 + BYTES


# -- pickles --------------------------------------------------------------------------------------

_OPCODES = (
    b"r\xff\xff\xff\x7f", b"r\xff\xff\xff\x07", b"p99999999\n", b"p-1\n", b"q\x05", b"h\x05",
    b"j\xff\xff\xff\x7f", b"B\xff\xff\xff\x7f", b"\x8e" + b"\0" * 5 + b"\x01\0\0",
    b"\x96" + b"\0" * 5 + b"\x01\0\0", b"\x95" + b"\xff" * 8, b"X\xff\xff\xff\x7f", b"0", b"1",
    b"2", b"(", b")", b"]", b"}", b"t", b"\x85", b"\x86", b"\x87", b"a", b"e", b"s", b"u", b"R",
    b"b", b"\x81", b"\x92", b"o", b"\x94", b"N", b"K\xff", b"J\xff\xff\xff\x7f",
    b"\x8a\x10" + b"\x7f" * 16, b"I9999999999999\n", b"F1e999\n", b"cbuiltins\neval\n",
    b"cnumpy\nndarray\n", b"cnumpy\ndtype\n", b"cos\nsystem\n", b"c_codecs\nencode\n",
    b"\x82\x01", b"\x84\xff\xff\xff\xff", b"Pa\n", b"Q", b"\x80\x09", b"\x80\x05", b"\x97",
    b"\x98", b"Vhex\n", b"Vlatin1\n", b"X\x03\0\0\0hex", b"G\x7f\xf8" + b"\0" * 6, b".", b"\x88",
    b"\x90", b"\x8f", b"i",
)  # fmt: skip


def change_opcodes(data: bytes, rng: random.Random) -> bytes:
    """An instruction of a pickle is added, left out, doubled, moved, or a number in it changed."""
    starts = []
    with contextlib.suppress(Exception):  # it may be damaged already: up to there
        for _, _, position in pickletools.genops(data):
            starts.append(position)
    if len(starts) < 2:
        return set_number(data, rng)
    index = rng.randrange(len(starts) - 1)
    begin, end = starts[index], starts[index + 1]
    way = rng.randrange(6)
    if way <= 1:
        return data[:begin] + rng.choice(_OPCODES) + data[begin:]
    if way == 2:
        return data[:begin] + data[end:]
    if way == 3:
        return data[:begin] + data[begin:end] * rng.choice((2, 2, 40)) + data[end:]
    if way == 4:
        return data[:begin] + rng.choice(_OPCODES) + data[end:]
    return (
        data[:begin] + data[begin : begin + 1] + set_number(data[begin + 1 : end], rng) + data[end:]
    )


PICKLE: tuple[Mutation, ...] = (change_opcodes,) * 4 + BYTES


# -- zip archives ---------------------------------------------------------------------------------

_MEMBER_NAMES = (
    "../up.txt", "/etc/passwd", "C:\\a", "a\\b", "", "synctalk.json", "__MACOSX/._a",
    "x/synctalk.json", "dataset/aud.wav", "checkpoint/0.pth", "checkpoint/99999999999.pth", "é",
    "a" * 60000, "dataset/", "archive/data.pkl", "archive/version", "archive/data/0",
    "archive/byteorder", "constants.pkl", "con",
)  # fmt: skip


def change_directory(data: bytes, rng: random.Random) -> bytes:
    """A field of a zip's directories."""
    marks = [
        m.start() for m in re.finditer(rb"PK(\x01\x02|\x03\x04|\x05\x06|\x06\x06|\x06\x07)", data)
    ]
    if not marks:
        return set_number(data, rng)
    out, at = bytearray(data), rng.choice(marks) + rng.randrange(4, 46)
    width = rng.choice((1, 2, 4, 8))
    if at + width > len(out):
        return data
    value = rng.choice((*INTERESTING_64, 9, 12, 14, 93, 99, 95)) & ((1 << 8 * width) - 1)
    out[at : at + width] = value.to_bytes(width, "little")
    return bytes(out)


def change_members(change: Callable[[str, bytes, random.Random], bytes]) -> Mutation:
    """Members of a zip are changed, renamed, doubled or left out, and it is packed again."""

    def mutate(data: bytes, rng: random.Random) -> bytes:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                members = [(info.filename, archive.read(info)) for info in archive.infolist()]
        except Exception:  # damaged already
            return change_directory(data, rng)
        if not members:
            return data
        at = rng.randrange(len(members))
        name, body = members[at]
        way = rng.random()
        if way < 0.7:
            members[at] = name, change(name, body, rng)
        elif way < 0.8:
            members[at] = rng.choice(_MEMBER_NAMES), body
        elif way < 0.9:
            members.append((rng.choice((name, *_MEMBER_NAMES)), body))
        else:
            del members[at]
        return _packed(_stated_rightly(members) if rng.random() < 0.8 else members, rng)

    return mutate


def _stated_rightly(members: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """The manifest of a package states what is there: what lies behind its check is tried too."""
    bodies = dict(members)
    try:
        manifest = json.loads(bodies["synctalk.json"])
        for name, facts in manifest["files"].items():
            facts["bytes"] = len(bodies[name])
            facts["sha256"] = hashlib.sha256(bodies[name]).hexdigest()
        text = json.dumps(manifest).encode("utf-8", "surrogatepass")
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return members
    return [(name, text if name == "synctalk.json" else body) for name, body in members]


def _packed(members: list[tuple[str, bytes]], rng: random.Random) -> bytes:
    methods = (zipfile.ZIP_STORED,) * 8 + (
        zipfile.ZIP_DEFLATED,
        zipfile.ZIP_BZIP2,
        zipfile.ZIP_LZMA,
    )
    method, out = rng.choice(methods), io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(out, "w", method) as archive:
        for name, body in members:
            archive.writestr(zipfile.ZipInfo(name), body, method)
    return out.getvalue()


ARCHIVE: tuple[Mutation, ...] = (change_directory, change_directory, *BYTES)


# -- PNG: with sums that are right again ----------------------------------------------------------


def change_png_chunk(data: bytes, rng: random.Random) -> bytes:
    found = [m.start() for m in re.finditer(rb"IHDR|IDAT|PLTE|tRNS|gAMA|IEND", data[4:])]
    if not found:
        return set_number(data, rng)
    at = rng.choice(found) + 4
    (length,) = struct.unpack_from(">I", data, at - 4)
    body = set_number(data[at + 4 : at + 4 + length], rng)
    crc = zlib.crc32(data[at : at + 4] + body)
    end = at + 8 + length
    return (
        data[: at - 4]
        + struct.pack(">I", len(body))
        + data[at : at + 4]
        + body
        + struct.pack(">I", crc)
        + data[end:]
    )


IMAGE: tuple[Mutation, ...] = (change_png_chunk, *BYTES, change_at_names)
