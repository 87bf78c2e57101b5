"""Parts of a page: headings, lists, tables and folded parts around words and drawings."""
