"""Who a caller is: access tokens; identity providers, in modules of their own that need more libraries."""

from adapters.identity.tokens import digest_of, mint

__all__ = ["digest_of", "mint"]
