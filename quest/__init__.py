"""Talent Quest: a campaign of levels that ends in matched jobs."""
