"""The addresses of rights in the matrix of access: what each role gets, and what stands in each address."""


def rows(*, only, SIGNED_IN, BUTTON, DESK, OPEN):
    """For tests/access_matrix.py, in its own words."""
    everybody_else = "CSTBPGFX"
    own = only("M", missing=everybody_else)
    copy = only("CM", missing="STBPGFX")
    return {
        "complain": (OPEN, OPEN),
        "members:my_information": (SIGNED_IN, SIGNED_IN),
        "members:my_details": (SIGNED_IN, SIGNED_IN),
        "members:my_channel": (own, own),
        "members:my_copy": (BUTTON, SIGNED_IN),
        "members:my_request": (SIGNED_IN, SIGNED_IN),
        "members:my_request_take_back": (BUTTON, own),
        "members:my_complaint": (SIGNED_IN, SIGNED_IN),
        "members:pack": (copy, copy),
        "members:pack_file": (BUTTON, copy),
        "members:rights": (DESK, DESK),
        "members:rights_request": (DESK, DESK),
        "members:rights_extend": (DESK, DESK),
        "members:rights_answer": (DESK, DESK),
        "members:person_information": (DESK, DESK),
        "members:rights_new": (DESK, DESK),
        "members:pack_start": (BUTTON, DESK),
        "members:pack_read": (DESK, DESK),
        "members:pack_text": (BUTTON, DESK),
        "members:pack_give": (BUTTON, DESK),
        "members:pack_release": (BUTTON, DESK),
        "members:erase": (DESK, DESK),
        "members:erase_look": (BUTTON, DESK),
        "members:erasing": (DESK, DESK),
        "members:receipt": (DESK, DESK),
        "members:retention": (DESK, DESK),
        "members:retention_look": (BUTTON, DESK),
        "members:retention_confirm": (BUTTON, DESK),
        "members:retention_rule": (DESK, DESK),
        "members:complaints": (DESK, DESK),
        "members:complaint_new": (DESK, DESK),
        "members:complaint": (DESK, DESK),
        "members:complaint_acknowledge": (BUTTON, DESK),
        "members:merge_find": (DESK, DESK),
        "members:merge": (DESK, DESK),
    }


ABOUT = {
    "members:my_channel": "channel",
    "members:my_request": "correction",
    "members:my_request_take_back": "rights.asked",
    "members:pack": "rights.pack",
    "members:pack_file": "rights.pack",
    "members:rights_request": "rights.asked",
    "members:rights_extend": "rights.asked",
    "members:rights_answer": "rights.asked",
    "members:person_information": "person",
    "members:rights_new": "person",
    "members:pack_start": "person",
    "members:pack_read": "rights.pack",
    "members:pack_text": "rights.text",
    "members:pack_give": "rights.pack",
    "members:pack_release": "rights.pack",
    "members:erase": "person",
    "members:erase_look": "person",
    "members:erasing": "rights.erasing",
    "members:receipt": "rights.receipt",
    "members:retention_confirm": "rights.run",
    "members:retention_rule": "drafts",
    "members:complaint": "rights.complaint",
    "members:complaint_acknowledge": "rights.complaint",
    "members:merge_find": "person",
    "members:merge": "rights.both",
}
