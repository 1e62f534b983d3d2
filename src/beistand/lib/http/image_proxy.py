"""Makes a harmless picture of foreign bytes: decoded, scaled, written anew, without metadata."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2_000
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")


def shrink(content: bytes, *, longest_side: int = LONGEST_SIDE) -> tuple[bytes, str] | None:
    """The picture as PNG (if it may be see-through) or JPEG with its media type; None if it is not a picture we show.

    Only PNG, JPEG, GIF and WebP up to 40 megapixels; of a moving picture the first frame.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    return None
                picture.draft("RGB", (longest_side, longest_side))
                picture.load()
                return _written(ImageOps.exif_transpose(picture), longest_side)
    except (UnidentifiedImageError, Image.DecompressionBombWarning, Image.DecompressionBombError):
        return None
    except (OSError, ValueError, SyntaxError, EOFError, OverflowError, IndexError, TypeError, MemoryError):
        return None  # what Pillow raises for broken files, over all its decoders


def _written(picture: Image.Image, longest_side: int) -> tuple[bytes, str]:
    is_clear = picture.has_transparency_data
    plain = picture.convert("RGBA" if is_clear else "RGB")
    plain.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
    bare = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    out = io.BytesIO()
    if is_clear:
        bare.save(out, "PNG")
        return out.getvalue(), "image/png"
    bare.save(out, "JPEG", quality=85, progressive=True)
    return out.getvalue(), "image/jpeg"
