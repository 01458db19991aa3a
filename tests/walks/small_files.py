"""Small files to bring along: a document, a picture, a sound, and one that is not what it says."""

import io
import struct

from PIL import Image


def document(words):
    """One page of PDF with these words."""
    stream = f"BT /F1 18 Tf 72 720 Td ({words}) Tj ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(parts) + 1, len(made)
    return made + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, start,
    )  # fmt: skip


def picture(colour="teal", size=(320, 200)):
    """A plain PNG."""
    kept = io.BytesIO()
    Image.new("RGB", size, colour).save(kept, "PNG")
    return kept.getvalue()


def sound():
    """Silence as an mp3: frames of 128 kbit/s."""
    frame = struct.pack(">I", 0xFFFB9064) + bytes(413)
    return frame * 40


def program():
    """The beginning of a program, as it would come with a false name."""
    return b"MZ\x90\x00" + bytes(60) + b"PE\x00\x00" + bytes(4000)
