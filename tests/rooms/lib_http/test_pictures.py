"""Foreign pictures are shown only after they were drawn anew."""

from __future__ import annotations

import io
import struct
import time
import zlib

import pytest
from PIL import Image

from beistand.lib.http.image_proxy import shrink


def picture(kind: str, size: tuple[int, int] = (60, 40), mode: str = "RGB", **how: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 120 if mode == "L" else None).save(out, kind, **how)
    return out.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1_000_000)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("kind", "mode", "becomes"),
    [("PNG", "RGB", "image/jpeg"), ("PNG", "RGBA", "image/png"), ("JPEG", "L", "image/jpeg"), ("JPEG", "CMYK", "image/jpeg"),
     ("GIF", "P", "image/jpeg"), ("WEBP", "RGB", "image/jpeg"), ("PNG", "I;16", "image/jpeg"), ("PNG", "1", "image/jpeg"),
     ("PNG", "LA", "image/png")],
)  # fmt: skip
def test_the_four_usual_formats_are_drawn_anew(kind: str, mode: str, becomes: str) -> None:
    drawn = shrink(picture(kind, mode=mode))
    assert drawn is not None and drawn[1] == becomes
    with Image.open(io.BytesIO(drawn[0])) as again:
        assert again.size == (60, 40)


def test_large_pictures_become_smaller_and_keep_their_shape() -> None:
    drawn = shrink(picture("JPEG", (4_000, 1_000)), longest_side=400)
    assert drawn is not None
    with Image.open(io.BytesIO(drawn[0])) as again:
        assert again.size == (400, 100)


def test_metadata_and_what_hangs_behind_a_picture_are_gone() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Kamera von Frau Sommer"
    exif[0x0112] = 6
    content = picture("JPEG", exif=exif, comment=b"geheim") + b"<script>pwn()</script>"
    drawn = shrink(content)
    assert drawn is not None
    assert b"Sommer" not in drawn[0] and b"geheim" not in drawn[0] and b"script" not in drawn[0]
    with Image.open(io.BytesIO(drawn[0])) as again:
        assert again.size == (40, 60)  # turned as the camera was held
        assert not again.getexif()


def test_of_a_moving_picture_the_first_frame_is_shown() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue", "green")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    drawn = shrink(out.getvalue())
    assert drawn is not None
    with Image.open(io.BytesIO(drawn[0])) as again:
        red, _, blue = again.convert("RGB").getpixel((5, 5))  # type: ignore[misc]  # an RGB pixel is a triple
        assert getattr(again, "n_frames", 1) == 1 and red > 200 > blue


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg' onload='pwn()'/>", b"%PDF-1.7", b"\xff\xd8\xff\xe0" + b"x" * 900,
     picture("BMP"), picture("TIFF"), picture("ICO", (32, 32)), picture("PNG")[:60], picture("WEBP")[:30], b"%!PS-Adobe-3.0 EPSF-3.0\n"],
)  # fmt: skip
def test_everything_else_is_no_picture(content: bytes) -> None:
    assert shrink(content) is None


@pytest.mark.parametrize("size", [(50_000, 50_000), (6_400, 6_400), (2_000_000_000, 1), (1, 40_000_001)])
def test_a_picture_of_more_than_forty_megapixels_is_not_unpacked(size: tuple[int, int]) -> None:
    before = time.process_time()
    assert shrink(png_that_claims(*size)) is None
    assert time.process_time() - before < 0.5


def test_broken_bytes_anywhere_never_raise() -> None:
    for kind in ("PNG", "JPEG", "GIF", "WEBP"):
        whole = picture(kind, (30, 30), "P" if kind == "GIF" else "RGB")
        for at in range(0, len(whole), max(1, len(whole) // 150)):
            shrink(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
            shrink(whole[:at])
