"""The site. Looking for what could go took a seventh of every start, in which nearly everything is made to stay."""

import gc

gc.set_threshold(50_000, 20, 20)
