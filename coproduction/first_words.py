"""What the site says about the charity before anybody there has written it down: read by the settings."""

MADE_UP = {  # for the demonstration: nobody can be reached by these, so a real charity is asked for its own
    "name": "Mary Frances Trust",
    "phone": "01632 960 123",
    "text_number": "07700 900 123",
    "email": "involvement@sametable.example",
    "hours": "Monday to Friday, 9am to 5pm",
    "address": "Involvement team, Leatherhead office, Leatherhead",
}


def not_said_yet(host: str) -> dict[str, str]:
    """For a real site: true of every charity, and reads in a sentence. Letters leave from that address; no page shows it."""
    return {
        "name": "our charity",
        "phone": "our usual number",
        "text_number": "",
        "email": f"no-reply@{'localhost' if host in ('127.0.0.1', '::1') else host}",
        "hours": "when the office is open",
        "address": "our office",
    }
