"""What the use cases need from outside, one protocol a module."""
