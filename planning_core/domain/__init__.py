"""Values and entities of staff planning: each checks itself when it is made."""
