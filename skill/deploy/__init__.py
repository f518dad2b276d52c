"""Puts together what runs on AWS Lambda. Never deployed itself."""
