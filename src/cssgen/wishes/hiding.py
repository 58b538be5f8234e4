"""Words for what is not to be shown: `no toolbar`, `nav and footer gone`, `leave out the ads`."""

import re
from typing import Final

_POLITE: Final = r"(?:please |just |simply |also |we |i )*"
_NOT: Final = r"(?:do(?:es)?n'?t|do(?:es)? not|never|no need to)"
_WORDS: Final = (
    r"no|without|(?:is |are |be )?(?:all )?gone|hides?|hidden|removed?|drop|dropped|(?:get )?rid(?: of)?|disappears?"
    r"|vanish(?:es)?|goes away|go away|leave out|left out|leave off|skip|skipped|omit|omitted|lose|away with|take out"
    r"|(?:is |are )?not? (?:longer )?(?:shown|needed|displayed|printed|visible)|invisible"
    rf"|{_NOT} (?:show|print|display|need|appear)"
)
# `no trades list`: what is left of the name of a thing.
_SORTS: Final = r"(?: (?:list|section|panel|area|block|column|part|strip|widget|module)s?)?"
_ADVERBS: Final = r"(?: (?:here|there|then|completely|entirely|altogether|any ?more))*"
_HIDING: Final = re.compile(rf"{_POLITE}(?:{_WORDS}){_SORTS}{_ADVERBS}")
_LEAVING: Final = re.compile(
    r"(?:but |only )*(?:keeps?|kept|leave|stays?|remains?)"
    r"(?: (?:visible|shown|there|alone|unchanged|as (?:it is|they are|is)))*",
    re.IGNORECASE,
)
# What such words stand before is often a list of things.
_LISTING: Final = re.compile(
    rf"\s*(?:and )?{_POLITE}(?:no|without|hide|leave out|leave off|skip|omit|drop|remove|take out|get rid of"
    rf"|{_NOT} (?:show|print|display|need))\b(?!-)",
    re.IGNORECASE,
)

# `remove buttons always visible`: they are called so.
_SHOWN: Final = re.compile(r"\b(?:always|stays?|remains?|permanently) (?:visible|shown|there)\b", re.IGNORECASE)


def is_hiding(wish: str) -> bool:
    """Whether a wish, without the words for what it is for, says that this is not to be shown, and nothing else."""
    return _HIDING.fullmatch(" ".join(wish.lower().split())) is not None


def is_leaving(wish: str) -> bool:
    """Whether a wish says that a thing stays as it is, and nothing else: `hide the sidebar but keep the nav`."""
    return _LEAVING.fullmatch(wish) is not None


def begins_hiding(clause: str) -> bool:
    """Whether what a clause names, and what is listed behind it, is not to be shown."""
    return _LISTING.match(clause) is not None and _SHOWN.search(clause) is None
