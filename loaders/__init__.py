"""Loaders: declared columns, and the only reader of the built Parquet tables."""
