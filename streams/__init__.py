"""Depesche: news articles in, typed facts out."""
