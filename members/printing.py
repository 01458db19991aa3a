"""The one place where a sheet is drawn: words reach typst as data, never as markup, and whatever somebody is called, paper comes.

The faces are the same on every machine: Source Sans, and beneath it what Noto and WenQuanYi have of other scripts and of
emoji. A sign that none of them has must not keep everybody else's letters back: PDF/UA asks that each can be drawn.
"""

import json
import re
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import typst

FACES = (("font_source_sans_pro", "files"), ("manimgx_fonts", ""), ("paperang_p2_fonts_cjk", "fonts"))
OF_A_SIGN = "PDF/UA-1 error: the text "  # how typst begins when one sign is all that keeps the standard away
SIGN = re.compile(r'PDF/UA-1 error: the text (?:contains the disallowed codepoint )?`"(.+?)"`')
BY_NUMBER = re.compile(r"\\u\{([0-9a-f]+)\}")
NOT_SEEN = "\ufe0e\ufe0f\u20e3"  # how an emoji is to look; the digit or picture before it stays


def draw(sheet, *, words: dict) -> bytes:
    """The PDF of these words on that sheet (a path), which keeps PDF/UA-1 while every sign in it can be drawn.

    A picture or sign that no face has is written by its name in brackets; a letter that none has becomes an empty box,
    on a sheet that has its tags and does not claim the standard. Anything else that typst refuses is raised.
    """
    try:
        return _drawn(sheet, words)
    except typst.TypstError as refused:
        if not refused.message.startswith(OF_A_SIGN):
            raise
        words = _spelled(words, missing=_missing(refused.diagnostic))
    try:
        return _drawn(sheet, words)
    except typst.TypstError as refused:
        if not refused.message.startswith(OF_A_SIGN):
            raise
        return _drawn(sheet, words, standards=())


def _drawn(sheet, words, *, standards=("ua-1",)):
    return typst.compile(
        str(sheet), font_paths=_faces(), sys_inputs={"data": json.dumps(words)}, pdf_standards=list(standards)
    )


@cache
def _faces():
    folders = [Path(find_spec(package).origin).parent / folder for package, folder in FACES]
    return typst.Fonts(font_paths=[str(folder) for folder in folders])


def _missing(diagnostic):
    """The signs that typst names, each as itself."""
    return set("".join(BY_NUMBER.sub(lambda at: chr(int(at[1], 16)), said) for said in SIGN.findall(diagnostic)))


def _spelled(words, *, missing):
    """The same words, with the name of each picture or sign that is missing, and without what nobody can see."""
    if isinstance(words, str):
        return "".join(_written(sign, missing) for sign in words)
    if isinstance(words, dict):
        return {name: _spelled(each, missing=missing) for name, each in words.items()}
    if isinstance(words, list | tuple):
        return [_spelled(each, missing=missing) for each in words]
    return words


def _written(sign, missing):
    kind = unicodedata.category(sign)
    if sign in NOT_SEEN or (sign in missing and (kind in ("Cc", "Cf") or ord(sign) & 0xFFFE == 0xFFFE)):
        return ""
    if sign in missing and (kind.startswith("S") or kind == "Cn"):
        return f"({unicodedata.name(sign, '').lower() or f'sign U+{ord(sign):04X}'})"
    return sign
