"""Invented plans as PDF, by several producers: what the reader of PDFs must read back."""
