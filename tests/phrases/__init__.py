"""What people say, and what it means."""
