"""Background work of the storefront: order mail and product images."""
