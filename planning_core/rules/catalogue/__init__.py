"""One rule, one module, named by the rule's code."""
