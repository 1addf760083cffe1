"""Parts of make-samples.py: one module for each kind of file under samples/."""
