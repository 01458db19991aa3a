"""A demonstration of its own, as `make run` starts it, for whoever looks at its pages; JOURNEYS_AT names one that runs already."""

import os
from contextlib import contextmanager

from tests.console import running

# What breaks a page for a negative control: other dress, which the policy lets a script of ours put on.
DRESS = "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }"


@contextmanager
def demonstration():
    """Its address; afterwards nothing of it is left."""
    if address := os.environ.get("JOURNEYS_AT"):
        yield address
        return
    with running("looked-at") as console:
        yield console.address
