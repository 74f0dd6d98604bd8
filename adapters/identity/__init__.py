"""Who a caller is: access tokens."""

from adapters.identity.tokens import digest_of, mint

__all__ = ["digest_of", "mint"]
