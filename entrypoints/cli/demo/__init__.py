"""An events company of our own invention, for `planning demo`: people, work, a plan and its history."""
