"""The addresses of settings and accounts in the matrix of access."""

from tests import access_watching


def rows(*, LETTERS, BUTTON, DESK, TEAM, only):
    """For tests/access_matrix.py, in its own words."""
    return {
        # settings and accounts
        "settings": (DESK, DESK),
        "settings_charity": (DESK, DESK),
        "settings_charity_history": (DESK, DESK),
        "settings_logo": (DESK, DESK),
        "logo": (dict.fromkeys(LETTERS, "404"), dict.fromkeys(LETTERS, "404")),  # there is none
        "settings_words": (DESK, DESK),
        "settings_modules": (DESK, DESK),
        **access_watching.rows(LETTERS=LETTERS, BUTTON=BUTTON, DESK=DESK, only=only),
        "settings_list_away": (BUTTON, DESK),
        "settings_kinds_usual": (BUTTON, DESK),
        "settings_teams": (DESK, DESK),
        "settings_teams_new": (DESK, DESK),
        "settings_teams_edit": (DESK, DESK),
        "settings_teams_retire": (BUTTON, DESK),
        "settings_teams_history": (DESK, DESK),
        "settings_bodies": (DESK, DESK),
        "settings_bodies_new": (DESK, DESK),
        "settings_bodies_edit": (DESK, DESK),
        "settings_bodies_retire": (BUTTON, DESK),
        "settings_bodies_history": (DESK, DESK),
        "settings_venues": (DESK, DESK),
        "settings_venues_new": (DESK, DESK),
        "settings_venues_edit": (DESK, DESK),
        "settings_venues_pictures": (DESK, DESK),
        "settings_venues_retire": (BUTTON, DESK),
        "settings_venues_history": (DESK, DESK),
        "settings_kinds": (DESK, DESK),
        "settings_kinds_new": (DESK, DESK),
        "settings_kinds_edit": (DESK, DESK),
        "settings_kinds_retire": (BUTTON, DESK),
        "settings_kinds_history": (DESK, DESK),
        # guides: the one for coordinators is theirs; papers about data protection are the desk's
        "guides": (only("CSMTBPGFX"), only("CSMTBPGFX")),
        "guide": (only("C", missing="SMTBPGFX"), only("C", missing="SMTBPGFX")),
        "settings_data": (DESK, DESK),
        "settings_data_paper": (only("C", missing="SMTBPGFX"), only("C", missing="SMTBPGFX")),
        "security_txt": (dict.fromkeys(LETTERS, "allow"), dict.fromkeys(LETTERS, "405")),
        "members:who_has_access": (DESK, DESK),
        "members:invite": (DESK, DESK),
        "members:invite_again": (BUTTON, DESK),
        "members:access_confirm": (BUTTON, DESK),
        "members:access_end": (DESK, DESK),
        "members:away": (TEAM, TEAM),
        "members:away_end": (BUTTON, only("C", missing="S")),  # somebody else's
    }
