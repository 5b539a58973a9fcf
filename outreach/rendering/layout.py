"""Layouts: the page around a letter's body, its CSS inlined, and the same facts at the foot of its text."""

from collections.abc import Mapping

import css_inline
from markupsafe import Markup

from outreach.rendering.budget import PageRendering
from outreach.rendering.pages import BUILT_IN, Pages
from outreach.rendering.sandbox import Sandbox, run

FILES = {"usual": "layout.html", "letter": "layout-letter.html"}
OWN = ("subject", "preheader", "reason", "unsubscribe")
"""What differs from reader to reader: a mark stands for it until the page is done."""
FACTS = ("organisation", "postal_address", "unsubscribe", "partnership", "reason")
"""What a layout finds in `footer`; each may be empty."""


class Layouts:
    """The layouts of a workspace, or the built-in ones in their place."""

    def __init__(self, pages: Pages, sandbox: Sandbox) -> None:
        self._pages = pages
        self._sandbox = sandbox
        self._inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)

    def name(self, layout: str) -> str:
        """The page of a layout: the workspace's own where there is one."""
        own = f"templates/{FILES[layout]}"
        return own if self._pages.find(own) else f"{BUILT_IN}/{FILES[layout]}"

    def page(self, layout: str, body: str, facts: Mapping[str, str]) -> str:
        """The HTML page around a body. Facts that are marks stay marks; the rest is written in."""
        written = {key: Markup(said) if key in OWN else said for key, said in facts.items()}
        context = {
            "subject": written.get("subject", ""),
            "preheader": written.get("preheader", ""),
            "body": Markup(body),
            "footer": {key: written.get(key, "") for key in FACTS},
        }
        template = self._sandbox.get_template(self.name(layout))
        page = self._inliner.inline(run(template, context, PageRendering(context, "shown")))
        # The inliner puts the rules it keeps first; a browser looks for the charset in the first 1024 bytes.
        early = "charset" in page[:1024]
        return page if early else page.replace("<head>", '<head><meta charset="utf-8">', 1)


def footer_text(layout: str, facts: Mapping[str, str]) -> str:
    """The foot of the text part; a letter's is one quiet line. Nothing where there is nothing to say."""
    quiet = layout == "letter"
    partnership, reason = ("", "") if quiet else (facts.get("partnership", ""), facts.get("reason", ""))
    names = dict.fromkeys([partnership, facts.get("organisation", ""), facts.get("postal_address", "")])
    said = [", ".join(filter(None, names)), reason, _way_out(facts)]
    lines = (" · " if quiet else "\n").join(filter(None, said))
    return f"--\n{lines}" if lines else ""


def _way_out(facts: Mapping[str, str]) -> str:
    link = facts.get("unsubscribe", "")
    return f"Unsubscribe: {link}" if link else ""
