"""The only place that knows Alexa's envelope."""
