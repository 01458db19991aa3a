"""The addresses of training, support, the sealed room and equality in the matrix of access."""


def rows(*, only, SIGNED_IN, BUTTON, DESK, OPEN, FIGURES):
    """For tests/access_matrix.py, in its own words."""
    return {
        # training, support and check-ins
        "members:training": (DESK, DESK),
        "members:training_new": (DESK, DESK),
        "members:training_of": (DESK, DESK),
        "members:training_done": (BUTTON, only("C", missing="STBPGFX")),
        "members:training_remove": (BUTTON, only("C", missing="STBPGFX")),
        "members:training_certificate": (only("CM", missing="STBPGFX"), only("CM", missing="STBPGFX")),
        "members:training_certificate_file": (only("CM", missing="STBPGFX"), only("CM", missing="STBPGFX")),
        "members:course_new": (DESK, DESK),
        "members:course": (DESK, DESK),
        "members:my_training": (SIGNED_IN, SIGNED_IN),
        "members:my_training_new": (only("CS"), only("CS")),
        "members:my_support_plan": (SIGNED_IN, SIGNED_IN),
        "members:my_support_plan_edit": (SIGNED_IN, SIGNED_IN),
        "members:my_support_plan_delete": (SIGNED_IN, SIGNED_IN),
        "members:supporter_new": (BUTTON, SIGNED_IN),
        "members:supporter_end": (BUTTON, only("M", missing="CSTBPGFX")),
        "members:support_plan": (only("SM", missing="CTBPGFX"), only("SM", missing="CTBPGFX")),  # S is named in it
        "members:check_ins": (only("CS"), only("CS")),
        "members:check_in": (only("CS"), only("CS")),
        "members:check_in_hand_over": (BUTTON, only("CS")),
        "members:check_in_own": (BUTTON, only("M", missing="CSTBPGFX")),
        # the sealed room
        "members:concern_new": (OPEN, OPEN),  # signed out it says whom to ring
        "members:concerns_sent": (SIGNED_IN, SIGNED_IN),
        "members:concern_more": (only("M", missing="CSTBPGFX"), only("M", missing="CSTBPGFX")),
        "members:concerns": (only("G"), only("G")),
        "members:concern": (only("G"), only("G")),
        "members:leads_waiting": (only("BG"), only("BG")),
        "members:lead_confirm": (BUTTON, only("", missing="BG")),  # the grant of this table is no lead’s
        # equality
        "members:my_equality": (SIGNED_IN, SIGNED_IN),
        "members:my_equality_take_back": (BUTTON, SIGNED_IN),
        "members:equality_settings": (DESK, DESK),
        "members:equality_compare": (DESK, DESK),
        "came_by": (FIGURES, FIGURES),
        "equality_totals": (FIGURES, FIGURES),
        "equality_publish": (BUTTON, DESK),
    }
