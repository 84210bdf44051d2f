"""Blueprints by visitor: they translate, they decide nothing."""
