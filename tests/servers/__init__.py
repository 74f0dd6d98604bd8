"""Real servers for tests: those that the environment names, else throwaway ones of our own."""
