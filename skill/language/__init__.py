"""Words and meaning: understanding what was said, and wording what is said. Pure: data in, data out."""
