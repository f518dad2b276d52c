"""The signed endpoint, tried by real certificates of the tests' own making."""
