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
OF_A_TELEPHONE = ("heic", "heif")
NO_HEIC = (
    "Your phone keeps photos as HEIC, which we cannot open. Please take a screenshot of the photo, and bring that."
)
NO_PICTURE_NOR_PDF = "This is not a picture we can open. Please bring a PNG, JPEG or WebP file, or a PDF."


def drawn_anew(upload, *, name, field="file", refusal=NO_PICTURE) -> bytes:
    """The picture in `upload` (an open file), upright and at most 1,600 pixels wide. Raises Refused."""
    from PIL import Image, ImageOps

    ending = name.rpartition(".")[2].lower()
    if ending in OF_A_TELEPHONE:
        raise Refused(NO_HEIC, field=field)
    if ending not in AS:
        raise Refused(refusal, field=field)
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
        raise Refused(refusal, field=field) from None
    return written.getvalue()


def cleaned(upload, *, field="file", refusal=NO_PICTURE):
    """A picture drawn anew; anything else (a PDF) as it came."""
    ending = upload.name.rpartition(".")[2].lower()
    return (
        drawn_anew(upload, name=upload.name, field=field, refusal=refusal)
        if ending in (*AS, *OF_A_TELEPHONE)
        else upload
    )
