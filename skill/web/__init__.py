"""The signed endpoint: the skill as a web service of one's own. The only place that knows HTTP, certificates and logs."""
