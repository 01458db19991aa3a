"""The demonstration's mailbox, read by somebody without a session: what came since we looked last."""

import re
import time


class Mailbox:
    """`await_letter("Rowan", "Meeting invitation")` opens it; the pages read before are not looked at again."""

    def __init__(self, reader):
        self.reader, self.known = reader, set()

    def remember(self):
        """What lies there now is old."""
        self.known |= {address for address, _ in self._rows()}
        return self

    def fresh(self):
        """What came since: (address, what its line says), newest first."""
        return [row for row in self._rows() if row[0] not in self.known]

    def everything(self):
        """Every line of the mailbox, the oldest letters too."""
        return self._rows(pages=30)

    def _rows(self, pages=4):
        found = []
        for page in range(1, pages + 1):
            if self.reader.page.goto(f"/demo/mailbox/?page={page}").status != 200:
                break
            rows = self.reader.page.locator("main ul.rows > li").all()
            here = [(row.get_by_role("link").first.get_attribute("href"), row.inner_text()) for row in rows]
            if not here or here[0] in found:
                break
            found += here
        return found

    def find(self, *words):
        """The newest fresh line with all these words, or None."""
        return next((address for address, line in self.fresh() if all(word in line for word in words)), None)

    def await_letter(self, *words, seconds=60):
        """Open the newest fresh letter whose line has these words; how many seconds it took to come."""
        began = time.monotonic()
        while not (address := self.find(*words)):
            assert time.monotonic() - began < seconds, f"no letter about {words} within {seconds} s"
            time.sleep(1)
        self.reader.open(address)
        return time.monotonic() - began

    def link(self, start):
        """The first address in the open letter that begins so."""
        found = re.search(rf"{re.escape(start)}[A-Za-z0-9_\-]+/", self.reader.page.content())
        assert found, f"no {start} in {self.reader.page.url}"
        return found.group()
