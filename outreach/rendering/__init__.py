"""Templates to text: Jinja2 in a sandbox, Markdown, layouts, CSS inlining. The door is `TemplateRenderer`.

A letter is made in four steps. Jinja2 renders the Markdown with a mark in the place of every value. The
marked Markdown is parsed once; HTML and plain text come from the same tokens. The HTML is put into its layout
and its CSS inlined. Only then do the values take the place of their marks, each written as its place demands:
as text, in a link, in plain text. So no value can ever become Markdown or HTML, and two readers of one letter
share everything but the first and the last step.
"""

from outreach.rendering.renderer import TemplateRenderer

__all__ = ["TemplateRenderer"]
