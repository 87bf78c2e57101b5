"""Importer: the plan of a département read from its file, looked over, used in this session or taken away."""

from pages.parts import importer_body
from shell import private
from shell.frame import carry_filters, page

drafted = private.peek() is not None and private.peek().draft is not None

with page("importer", title="Importer un plan", heading=not drafted, style="importer"):
    carry_filters("importer")
    importer_body.draw()
