"""A page of a PDF read as a reader sees it: rules, characters in their boxes, cells, lines in reading order.

Source: DESIGN.md, section 7.
"""
