"""What is drawn: maps, charts, grids as data, and the measures of their words."""
