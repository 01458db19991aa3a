"""Pictures of people are drawn anew before they are kept: no place, no day and no camera travels with them.

A photograph carries where and when it was taken, and by whom, in fields nobody sees. What is drawn anew has none.
The library that draws is loaded by whoever draws: it would cost every process its memory.
"""

import io

from members.rules import Refused

TYPES = ("png", "jpg", "jpeg", "webp")
WIDEST = 1600  # pixels, on the longer side: enough for a page and a print
MOST_PIXELS = 50_000_000  # beyond it a small file is made to fill the memory
AS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP"}
NO_PICTURE = "This is not a picture we can open. Please bring a PNG, JPEG or WebP file."


def drawn_anew(upload, *, name, field="file") -> bytes:
    """The picture in `upload` (an open file), upright and at most 1,600 pixels wide. Raises Refused."""
    from PIL import Image, ImageOps

    ending = name.rpartition(".")[2].lower()
    if ending not in AS:
        raise Refused(NO_PICTURE, field=field)
    try:
        upload.seek(0)
        with Image.open(upload, formats=[AS[ending]]) as found:
            if found.width * found.height > MOST_PIXELS:
                raise Refused("This picture is too large. Please make it smaller first.", field=field)
            upright = ImageOps.exif_transpose(found)
            upright.thumbnail((WIDEST, WIDEST))
            clean = upright if ending == "png" else upright.convert("RGB")
            written = io.BytesIO()
            clean.info = {}
            clean.save(written, AS[ending])
    except Refused:
        raise
    except Exception:  # a damaged file fails anywhere inside the library
        raise Refused(NO_PICTURE, field=field) from None
    return written.getvalue()


def cleaned(upload, *, field="file"):
    """A picture drawn anew; anything else (a PDF) as it came."""
    ending = upload.name.rpartition(".")[2].lower()
    return drawn_anew(upload, name=upload.name, field=field) if ending in AS else upload
