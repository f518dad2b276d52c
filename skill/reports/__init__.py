"""What the command line prints for clinicians, translators and programs."""
