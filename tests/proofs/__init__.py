"""What the theorems of skill/proofs are held against, and the mutants that show that each of them can fail."""
