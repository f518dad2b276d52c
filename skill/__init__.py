"""Spine Check: red flags, urgency and plain advice for low back pain that runs down the legs, by voice."""

__version__ = "0.1.0"
