"""Whole conversations as data, and what plays them."""
