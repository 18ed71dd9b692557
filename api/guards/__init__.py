"""What stands between the network and the routes: small ASGI middlewares, each with one reason to refuse."""
