"""From open data to the weights that `streams.extract.analyser` ships; needs PyTorch, which nothing else does."""
